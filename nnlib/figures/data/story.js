// The one network and the one digit of chapter 3 (story.py).
import { one_hot } from "../kit/maths.js";
import { memo } from "../kit/memo.js";
import { backward, parameters } from "../kit/network.js";
import constants from "./constants.json" with { type: "json" };
import { digits } from "./digits.js";
import { halves } from "./networks.js";

/** The place of its digit among the book's digits, and what it is. */
export const { digit: STORY_DIGIT, label: STORY_LABEL } = constants.story;

const decoded = memo((bytes) => parameters(halves(bytes)));

/** The network of chapter 3, after its first epoch (shared data "story"). */
export const storyNetwork = (data) => decoded(data.story);

/** The pixels of chapter 3's digit as activations in [0, 1] (shared data "digits"). */
export const storyInputs = (data) => digits(data)[STORY_DIGIT].x;

const passOf = memo((network, x) => backward(network, x, one_hot(STORY_LABEL)));

/** The backward pass of chapter 3: of its network for its digit. Made once. */
export const storyPass = (data) => passOf(storyNetwork(data), storyInputs(data));
