"""Style sheets without the rules that no page uses."""

import re

import tinycss2

NAME = re.compile(r"[\w-]+")
CLASS_OR_ID = re.compile(r"[.#](-?[A-Za-z_][\w-]*)")
ARGUMENTS = re.compile(r"\([^()]*\)")
NESTED = {"media", "supports", "layer", "container"}


def words(texts):
    """Return every word of the pages and scripts: a class or an id that is none of them is never on a page."""
    return set().union(*(NAME.findall(text) for text in texts))


def selects(selector, used):
    """Return whether a selector can match: all its classes and ids are used (those inside :not(...) and the like aside).

    The theme's :has(...) go as well: for one of them around a figure the browser restyles the whole figure at its every move.
    """
    if ":has(" in selector:
        return False
    while "(" in selector:
        shorter = ARGUMENTS.sub("", selector)
        if shorter == selector:
            return True
        selector = shorter
    return all(name in used for name in CLASS_OR_ID.findall(re.sub(r"\[[^]]*\]", "", selector).replace("\\", "")))


def split_selectors(prelude):
    """Return the selectors of a rule, split at the commas outside brackets."""
    parts = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [tinycss2.serialize(part).strip() for part in parts]


def prune(rules, used):
    """Return the text of `rules` (a tinycss2 list) with only the selectors, and blocks, that can match."""
    kept = []
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [selector for selector in split_selectors(rule.prelude) if selects(selector, used)]
            if selectors:
                kept.append(f"{','.join(selectors)}{{{tinycss2.serialize(rule.content)}}}")
        elif rule.type == "at-rule" and rule.lower_at_keyword in NESTED and rule.content is not None:
            inner = prune(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True), used)
            if inner:
                kept.append(f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}")
        elif rule.type == "at-rule" and rule.lower_at_keyword != "import" and "Font Awesome" not in rule.serialize():
            kept.append(rule.serialize())
    return "".join(kept)


def pruned(sheet, used):
    """Return a style sheet (CSS text) without the rules whose classes and ids are not all among the words `used`."""
    return prune(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True), used)
