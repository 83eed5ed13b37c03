// The one network and the one digit of chapter 3 (nnlib/figures/data/story.py).
import { one_hot } from "../kit/maths.js";
import { memo } from "../kit/memo.js";
import { backward } from "../kit/network.js";
import constants from "./constants.json" with { type: "json" };
import { digits } from "./digits.js";
import { networkOf } from "./networks.js";

/** @typedef {import("../kit/types.js").Data} Data */

/** The place of its digit among the book's digits, and what it is. */
export const { digit: STORY_DIGIT, label: STORY_LABEL } = constants.story;

/**
 * The network of chapter 3, after its first epoch (shared data "story").
 * @param {Data} data
 */
export const storyNetwork = (data) => networkOf(data.story);

/**
 * The pixels of chapter 3's digit as activations in [0, 1] (shared data "digits").
 * @param {Data} data
 */
export const storyInputs = (data) => digits(data)[STORY_DIGIT].x;

/** @type {(network: import("../kit/types.js").Network, x: Float64Array) => ReturnType<typeof backward>} */
const passOf = memo((network, x) => backward(network, x, one_hot(STORY_LABEL)));

/**
 * The backward pass of chapter 3: of its network for its digit. Made once.
 * @param {Data} data
 */
export const storyPass = (data) => passOf(storyNetwork(data), storyInputs(data));
