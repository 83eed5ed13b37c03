// The shapes of what the figures hand to each other. Types alone: nothing of it is left in a bundle.

/**
 * What one trait of a state may be (nnlib/figures/kit/traits.py).
 * @typedef {object} Kind
 * @property {"number" | "integer" | "numbers" | "choice" | "switch" | "text" | "network"} type
 * @property {any} default
 * @property {number} [low]
 * @property {number} [high]
 * @property {(number | null)[]} [shape] of a list of numbers; null is any length
 * @property {boolean} [whole]
 * @property {any[]} [values] of a choice
 * @property {number} [longest] of a text
 */

/** @typedef {Record<string, Kind>} Schema */

/**
 * The words on a card.
 * @typedef {object} About
 * @property {string} name
 * @property {string} title
 * @property {string} try_this
 * @property {string} alternative
 * @property {{ href: string, text: string } | null} video
 * @property {string[]} data names of the shared data that has to be there before it is drawn
 */

/**
 * What holds a figure's state: anywidget's model in a notebook, one of our own on a page.
 * @typedef {object} Model
 * @property {(name: string) => any} get
 * @property {(name: string, value: any) => void} set
 * @property {() => void} save_changes
 * @property {(event: string, listener: () => void) => void} on
 * @property {(event: string, listener: () => void) => void} off
 */

/** The shared data that a figure was given: bytes by name.
 * @typedef {Record<string, Uint8Array>} Data
 */

/** @typedef {(name: string) => Promise<Uint8Array>} Load */

/**
 * @template S, R
 * @typedef {object} Definition
 * @property {Model} model
 * @property {HTMLElement} el
 * @property {About} about
 * @property {Schema} schema
 * @property {(state: S, data: Data) => R} compute
 * @property {(figure: import("./figure.js").Figure<S, R>) => void} draw
 * @property {Data} [data]
 * @property {Load} [load]
 */

/**
 * A network as JavaScript computes with it; also the type of a gradient. weights[l - 1][j][k] and biases[l - 1][j] are
 * views of `vector`, in nnlib's order.
 * @typedef {object} Network
 * @property {number[]} sizes
 * @property {Float64Array} vector
 * @property {Float64Array[][]} weights
 * @property {Float64Array[]} biases
 */

/** @typedef {ArrayLike<number>} Numbers a vector, as a list or as a typed array */

export {};
