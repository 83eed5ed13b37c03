"""Exercises on what backpropagation is really doing."""

import numpy as np

from ..exercise import NOT_YET, Exercise, Values


def _sensitive(g0: float, g1: float) -> Values:
    return {"right": abs(g0 / g1), "inverse": abs(g1 / g0), "difference": abs(g0) - abs(g1), "product": abs(g0 * g1)}


def _passed_back(w00: float, w01: float, w10: float, w11: float, d0: float, d1: float) -> Values:
    W, d = np.array([[w00, w01], [w10, w11]]), np.array([d0, d1])
    back, across = W.T @ d, W @ d
    return {
        "right": back[0],
        "across": across[0],
        "other": back[1],
        "unweighted": d0 + d1,
        "only_weights": w00 + w10,
        "first": w00 * d0,
        "second": w10 * d1,
    }


def _weight_wish(a: float, w: float, d: float) -> Values:
    return {"right": a * d, "by_weight": w * d, "only_wish": d, "all_three": a * w * d}


def _steps(images: float, batch: float) -> Values:
    return {"right": len(range(0, int(images), int(batch))), "one": 1, "every_image": images, "product": images * batch}


EXERCISES: dict[str, Exercise] = {
    "more_sensitive": Exercise(
        "number",
        "How many times as sensitive?",
        "Two entries of the gradient are <g0> and <g1>. Both weights are nudged by the same tiny amount. How many times as strongly does the cost answer to the first one?",
        "To first order, each nudge changes the cost by the entry times the nudge. Compare the two changes, without their signs.",
        "The nudge cancels: <g0> / <(g1)>, without the sign, is <right>.",
        replies={
            "inverse": "The other way round: how much more does the first one matter?",
            "difference": "That is how far apart they are. How many times as large is the first?",
            "product": "You multiplied. Compare them by dividing.",
            "": NOT_YET,
        },
        draw=lambda pick: {
            "g0": pick(1, 4, 0.2) * (1 if pick(0, 1) else -1),
            "g1": pick(0.1, 0.4, 0.1) * (1 if pick(0, 1) else -1),
        },
        answers=_sensitive,
        tolerance=0.05,
    ),
    "largest_wish": Exercise(
        "choose",
        "Who wishes most?",
        "The image is a 2. Output 2 is 0.3, output 5 is 0.2 and output 8 is 0.9; all others are 0. Whose activation is farthest from what is wanted?",
        "The wanted values are 1 for the 2 and 0 for all others. Compare the differences.",
        "The differences $y_j - a_j$ are 0.7 for output 2, -0.2 for output 5 and -0.9 for output 8: the 8 should fall by more than the 2 should rise.",
        (
            ("output 8: it should fall", "Yes: by 0.9, which is more than the 0.7 by which the 2 should rise."),
            ("output 2: it is the right one", "It should rise by 0.7. Another one is farther off."),
            ("output 5: it is nearly right", "It is 0.2 off, and others are farther off."),
            ("output 0: it is at its end", "It should be 0, and it is. It has no wish."),
        ),
    ),
    "weight_wish": Exercise(
        "number",
        "The lever of one weight",
        "Output 2 wishes its $z_2$ to change by <d> (this is $-\\partial C_0 / \\partial z_2$). Its weight from neuron $k$ is $w = <w>$, and that neuron's activation is $a_k = <a>$. What is the wish for this weight, $-\\partial C_0 / \\partial w$?",
        "In $z_2 = \\ldots + w a_k + \\ldots$: how much does $z_2$ rise when $w$ rises by 1?",
        "$z_2$ rises by $a_k$ for each unit of the weight, so the wish is $<a> \\cdot <(d)> = <right>$. The weight itself does not matter.",
        replies={
            "by_weight": "That is the wish for the activation $a_k$. For the weight it is the activation that counts.",
            "only_wish": "That is the wish for the bias. A weight acts through the activation it carries.",
            "all_three": "The weight itself does not come in: $z_2$ rises by $a_k$ for each unit of it.",
            "": NOT_YET,
        },
        draw=lambda pick: {
            "a": pick(0.1, 0.9, 0.1),
            "w": pick(-2, 2, 0.5),
            "d": pick(-0.5, -0.1, 0.1) if pick(0, 1) else pick(0.1, 0.5, 0.1),
        },
        answers=_weight_wish,
        tolerance=0.002,
    ),
    "brightest": Exercise(
        "choose",
        "Which weights change most?",
        "For one image of a 2, the weights into output 2 are to be changed. Which of them change most?",
        "How much does a weight give for each unit of change?",
        "A weight's wish is the wish of its output times the activation it carries. Those from the most active neurons of the layer before give most, whatever their own size.",
        (
            (
                "those from the most active neurons of the layer before",
                "Yes: each weight changes in proportion to the activation it carries.",
            ),
            (
                "the largest weights",
                "Their own size does not matter; it matters for how the activations should change.",
            ),
            (
                "those from the least active neurons, which have most to gain",
                "A weight from an inactive neuron changes nothing for this image.",
            ),
            ("all by the same amount", "All share the output's wish, but each carries another activation."),
        ),
    ),
    "pass_back": Exercise(
        "number",
        "Add the wishes up",
        "Two outputs wish their sums $z_0$ and $z_1$ to change by <d0> and <d1>. The weights are $w_{00} = <w00>$ and $w_{01} = <w01>$ into output 0, $w_{10} = <w10>$ and $w_{11} = <w11>$ into output 1. What do they wish, together, for neuron 0 of the layer before?",
        "Neuron 0 sends along $w_{00}$ and along $w_{10}$: the first index is the one that receives. Each output's wish counts times its weight.",
        "$<w00> \\cdot <(d0)> + <(w10)> \\cdot <(d1)> = <right>$: a sum over $j$, down the column of the matrix.",
        replies={
            "across": "You summed over $k$, not over $j$: along a row of the matrix, and not down the column.",
            "other": "That is the wish for neuron 1.",
            "unweighted": "Each wish counts times the weight of its connection.",
            "only_weights": "You added the weights. The wishes count too.",
            "first": "That is what output 0 wishes. Output 1 has a say too.",
            "second": "That is what output 1 wishes. Output 0 has a say too.",
            "": NOT_YET,
        },
        draw=lambda pick: {
            "w00": pick(-2, 2, 0.5),
            "w01": pick(-2, 2, 0.5),
            "w10": pick(-2, 2, 0.5),
            "w11": pick(-2, 2, 0.5),
            "d0": pick(0.1, 0.6, 0.1),
            "d1": pick(-0.6, -0.1, 0.1),
        },
        answers=_passed_back,
        tolerance=0.005,
    ),
    "raise_the_two": Exercise(
        "state",
        "Pull one lever only",
        "In the figure \u201cThree levers to raise the 2\u201d, bring output 2 above 0.75 with the weights alone: leave the bias and the activations where they are. Then press Check here.",
        "The bias and the activations must stay at 0.",
        "Pull the weights' slider up. Each weight rises in proportion to the activation it carries, so the active neurons do most of the work.",
        figure="three_levers",
        reads=("output.1", "gains.0", "gains.2"),
        goal=((0.75, 1), (0, 0), (0, 0)),
        replies={
            "right": "The weights alone did it.",
            "0": "Output 2 is not above 0.75 yet.",
            "1": "The bias has been moved. Put it back to 0.",
            "2": "The activations have been moved. Put them back to 0.",
        },
    ),
    "one_example": Exercise(
        "choose",
        "A step for one image",
        "You compute the gradient for one single image of a 2 and take a small step against it. What is certain to happen?",
        "Whose cost did the gradient belong to?",
        "The gradient of one example's cost points downhill for this example. It says nothing about the others. Only the average over the examples is the gradient of the whole cost.",
        (
            ("the cost of this image falls", "Yes, if the step is small enough. Nothing else is certain."),
            (
                "the cost over all images falls",
                "It may rise. Only the average of the examples' gradients is the gradient of the whole cost.",
            ),
            (
                "more images are read correctly",
                "The gradient knew nothing of the other images, nor of how many are read correctly.",
            ),
            ("the network calls fewer images a 2", "Rather more of them: it was pushed towards the 2."),
        ),
    ),
    "steps_an_epoch": Exercise(
        "number",
        "Steps in an epoch",
        "There are <images> training images, and each mini-batch has <batch>. How many steps are there in one epoch?",
        "In an epoch every image is used once, and each batch gives one step. The last batch may be smaller.",
        "<images> images in batches of <batch> make <right> batches, so <right> steps.",
        replies={
            "one": "That would be a step for all images together. Each batch gives one.",
            "every_image": "That would be a step for every image. A batch gives one step for all of its images.",
            "product": "Divide: how many batches are there?",
            "": NOT_YET,
        },
        draw=lambda pick: {"images": pick(1, 60) * 1000, "batch": pick(1, 4) * 50},
        answers=_steps,
    ),
    "epoch_order": Exercise(
        "order",
        "One epoch",
        "Put in order what happens in one epoch of mini-batch gradient descent.",
        "The gradient needs a batch, and the batches need an order.",
        "Shuffle, cut, and then for each batch: forward, backward, step. The next epoch begins again, in another order.",
        (
            "shuffle all training examples",
            "cut them into mini-batches",
            "run the first batch forward through the network",
            "backpropagate: the average gradient of the batch",
            "take a step against that gradient",
            "go on with the next batch",
        ),
        replies={
            "right": "And the next epoch shuffles again.",
            "": "What is needed before the next thing can be done?",
        },
    ),
}
