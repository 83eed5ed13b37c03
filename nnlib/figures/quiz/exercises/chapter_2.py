"""Exercises on the cost and on gradient descent."""

from math import sqrt

import numpy as np

from nnlib import descend, example_costs, one_hot

from ..exercise import NOT_YET, Exercise, Values


def _cost(a0: float, a1: float, a2: float, label: float) -> Values:
    a, y = np.array([[a0], [a1], [a2]]), one_hot([int(label)])[:3]
    gaps = (a - y)[:, 0]
    return {
        "right": example_costs(a, y)[0],
        "absolute": abs(gaps).sum(),
        "signed": gaps.sum(),
        "halved": (gaps**2).sum() / 2,
        "averaged": (gaps**2).mean(),
        "d0": gaps[0],
        "d1": gaps[1],
        "d2": gaps[2],
    }


def _step(w: float, slope: float, eta: float) -> Values:
    return {
        "right": descend(lambda _: np.array([slope]), np.array([w]), eta, steps=1)[-1, 0],
        "uphill": w + eta * slope,
        "no_rate": w - slope,
        "step": eta * slope,
        "downstep": -eta * slope,
    }


def _along(gx: float, gy: float, ux: float, uy: float) -> Values:
    return {
        "right": float(np.dot([gx, gy], [ux, uy])),
        "negative": -(gx * ux + gy * uy),
        "length": sqrt(gx**2 + gy**2),
        "sum": gx + gy,
        "crossed": gx * uy + gy * ux,
    }


def _error(p: float, n: float) -> Values:
    share = p / 100
    return {
        "right": 100 * sqrt(share * (1 - share) / n),
        "no_root": 100 * share * (1 - share) / n,
        "as_share": sqrt(share * (1 - share) / n),
        "share": share,
    }


EXERCISES: dict[str, Exercise] = {
    "none_of_them": Exercise(
        "choose",
        "Before you know anything",
        "A network knows nothing yet and gives the same ten outputs for every digit. Which ten cost least on average?",
        "Each output should be 1 for one digit in ten, and 0 for the other nine.",
        "For an output $a$ the average cost is $0.1 (a - 1)^2 + 0.9 a^2$, smallest at $a = 0.1$. Ten such outputs cost 0.9: the plateau of the training curve.",
        (
            ("ten times 0.1", "Yes: each digit is wanted one time in ten. The average cost is then 0.9."),
            (
                "ten times 0.5",
                "Ten gaps of one half cost $10 \\cdot 0.25 = 2.5$. There is a cheaper way to know nothing.",
            ),
            ("ten times 1", "Nine outputs would be wrong by 1 every time: the cost is 9."),
            ("ten times 0", "Close: this costs 1, the one output that should be 1. A little above 0 is cheaper."),
        ),
    ),
    "cost_of_one": Exercise(
        "number",
        "The cost of one example",
        "A network for three classes gives the outputs <a0>, <a1> and <a2>. The example belongs to class <label> (counted from 0). What is its cost $C_0$?",
        "Write down the three wanted values first. Then $(a_j - y_j)^2$, one by one.",
        "The differences $a_j - y_j$ are <d0>, <d1> and <d2>. Their squares add up to <right>.",
        replies={
            "absolute": "You added the differences. The cost adds their squares.",
            "signed": "You added the differences with their signs, so that they cancel. The cost adds their squares.",
            "halved": "You halved it. Some books do; in this one there is no factor 1/2.",
            "averaged": "You divided by the number of outputs. The cost of one example is the sum.",
            "": NOT_YET,
        },
        draw=lambda pick: {
            "a0": pick(0.1, 0.9, 0.1),
            "a1": pick(0.1, 0.9, 0.1),
            "a2": pick(0.1, 0.9, 0.1),
            "label": pick(0, 2),
        },
        answers=_cost,
        tolerance=0.005,
    ),
    "one_step": Exercise(
        "number",
        "One step downhill",
        "You stand at $w = <w>$, where the slope is $C'(w) = <slope>$. The learning rate is $\\eta = <eta>$. Where are you after one step of gradient descent?",
        "$w \\leftarrow w - \\eta \\, C'(w)$. Mind the signs.",
        "One step against the slope: $<w> - <eta> \\cdot <(slope)> = <right>$.",
        replies={
            "uphill": "That is a step uphill: subtract the slope, do not add it.",
            "no_rate": "You took the whole slope. The learning rate makes the step shorter.",
            "step": "That is the length of the step. Where does it lead?",
            "downstep": "That is the step. Where does it lead?",
            "": NOT_YET,
        },
        draw=lambda pick: {
            "w": pick(-2, 2, 0.5),
            "slope": pick(1, 6) * (1 if pick(0, 1) else -1),
            "eta": pick(0.1, 0.4, 0.1),
        },
        answers=_step,
        tolerance=0.001,
    ),
    "diverge": Exercise(
        "state",
        "Throw the ball out",
        "In the figure \u201cDown one slope\u201d, find a learning rate at which the ball leaves the picture. Run it until the figure says so, then press Check here.",
        "Where the slope is steep, a large rate leaps over the valley, to where it is steeper still.",
        "At a rate of 1 the ball from the start on the right is thrown out after four steps. In the right valley any rate above 0.351 overshoots more with every step.",
        figure="slope",
        reads=("diverged",),
        goal=((1, 1),),
        replies={
            "right": "Every step landed higher than the one before it: the walk diverges.",
            "0": "The ball is still in the picture. Raise the rate, and press Run.",
        },
    ),
    "slope_along": Exercise(
        "number",
        "The slope in one direction",
        "At some point the gradient is $\\nabla C = (<gx>, <gy>)$. How steep is it in the direction $u = (<ux>, <uy>)$, which has the length 1?",
        "The slope in a direction is $\\nabla C \\cdot u$: multiply in pairs and add.",
        "$<gx> \\cdot <(ux)> + <(gy)> \\cdot <(uy)> = <right>$. A negative slope goes downhill.",
        replies={
            "negative": "The sign is the wrong way round.",
            "length": "That is the length of the gradient: the slope in the steepest direction.",
            "crossed": "You crossed the pairs: x goes with x, and y with y.",
            "sum": "You added the entries. The direction counts too.",
            "": NOT_YET,
        },
        draw=lambda pick: {
            "gx": pick(1, 6),
            "gy": pick(-6, 6),
            "ux": 0.6 if pick(0, 1) else -0.6,
            "uy": 0.8 if pick(0, 1) else -0.8,
        },
        answers=_along,
        tolerance=0.01,
    ),
    "update_bug": Exercise(
        "choose",
        "Find the bug",
        "This loop should train a network, but the cost rises from the first steps on, however small the rate is. What is wrong?\n"
        "`for x, y in batches:`\n`    g = backprop(network, x, y).vector`\n`    network.parameters.vector[:] += rate * g`",
        "In which direction does the gradient point?",
        "The gradient points uphill. The step must go against it: `-= rate * g`.",
        (
            (
                "the sign: the step goes along the gradient",
                "Yes: the gradient points in the direction of steepest ascent.",
            ),
            ("the rate: it must be larger", "A larger rate would climb faster."),
            (
                "the gradient must be divided by its length",
                "That changes how long the steps are, and not where they lead.",
            ),
            ("the batches must be larger", "Then the step climbs more exactly in the steepest direction."),
        ),
    ),
    "sampling_error": Exercise(
        "number",
        "How sure is an accuracy?",
        "A network reads <p> % of <n> test images correctly. By about how many percentage points may this be off by chance alone?",
        "The root of $p (1 - p) / n$ with $p$ as a share, then times 100.",
        "With $p = <share>$ the root of $p (1 - p) / n$ is a share; times 100 it is <right> points.",
        replies={
            "no_root": "You forgot the square root.",
            "as_share": "That is a share. In percentage points it is a hundred times as much.",
            "": NOT_YET,
        },
        draw=lambda pick: {"p": pick(80, 98, 2), "n": pick(1, 9) * 100},
        answers=_error,
        tolerance=0.05,
    ),
    "why_shuffled": Exercise(
        "choose",
        "Learning nonsense",
        "With shuffled labels there is no rule to find, and yet the network got most of the 1,000 labels right in the end. How can that be?",
        "How many numbers may it choose, and how many images are there?",
        "13,002 parameters are enough to treat 1,000 images one by one. On new images such a network is no better than guessing: it has learned by heart.",
        (
            (
                "it has enough parameters to learn single images by heart",
                "Yes. It takes far longer than to learn a rule, and helps with no new image.",
            ),
            ("some structure was left in the labels", "They were shuffled at random. There is no structure in them."),
            (
                "it would read new images well too",
                "For new images the labels it learned say nothing: it can only guess.",
            ),
            (
                "the learning rate was too large",
                "The rate has nothing to do with it: given time, the cost on these very images falls.",
            ),
        ),
    ),
    "black_pixel": Exercise(
        "choose",
        "A weight that never moves",
        "A pixel is empty in every training image. What does training do to the weights that lead from it?",
        "Its activation is 0. What does a small nudge of such a weight do to the cost?",
        "The weight is multiplied by 0 for every image, so it does not change the cost; its entry of the gradient is 0, and it keeps the value it started with.",
        (
            ("nothing: they keep the values they started with", "Yes: their entries of the gradient are exactly 0."),
            ("it makes them 0", "Nothing pulls them to 0: the cost does not depend on them at all."),
            ("it makes them large and negative", "That would need a gradient, and theirs is 0."),
            (
                "it makes them equal to the bias",
                "The cost does not depend on them, so nothing pulls them anywhere.",
            ),
        ),
    ),
}
