// How the three paths are drawn.

/** The classes of the paths by all examples, by batches of ten, one by one. */
export const LINES = ["nn-path-all", "nn-path-ten", "nn-path-one"];
