// Where a display formula may go on in a next line, and how much room its widest piece needs: on a narrow page a formula is
// broken before "=" and "+", as on paper, and set smaller where a piece that stays whole is wider than the page.

const OPERATORS = ["mrel", "mbin"];
const WIDE_SPACE = 1; // em
const BLANK = 0.25; // em, of KaTeX's main font
const ROOM = 1.05; // for what widthOf cannot know
const ALWAYS_FITS = 15; // em, on a page of 320 px

const SIZES = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.44, 1.728, 2.074, 2.488]; // KaTeX's, by their number less 1

const is = (node, ...names) => names.some((name) => node.classes?.includes(name));
const sum = (numbers) => numbers.reduce((all, number) => all + number, 0);
const em = (text) => (String(text ?? "").endsWith("em") ? parseFloat(text) : 0);

/** About the width of a node of KaTeX's tree, in em: of words and of high brackets KaTeX does not tell it. */
function widthOf(node) {
  if (is(node, "rlap", "llap", "clap")) return 0;
  const { style = {}, children = [], text } = node;
  if (style.width) return em(style.width);
  const [, from, to] = /reset-size(\d+) size(\d+)/.exec(node.classes?.join(" ") ?? "") ?? [];
  const widths = children.map(widthOf);
  const inside = is(node, "vlist", "vlist-t") ? Math.max(0, ...widths) : sum(widths);
  const letters = text === undefined ? 0 : text.length > 1 ? text.length / 2 : node.width;
  const around =
    em(style.marginLeft) + em(style.marginRight) + em(style.paddingLeft) + (is(node, "nulldelimiter") ? 0.12 : 0);
  return (inside + letters + around) * (to ? SIZES[Number(to) - 1] / SIZES[Number(from) - 1] : 1);
}

/** The relations and operators before which a line may end: not those in brackets that fit every page. */
function breaksOf(atoms) {
  const breaks = new Set(atoms.filter((atom, i) => is(atom, ...OPERATORS) && !(i && is(atoms[i - 1], "mrel"))));
  const open = /** @type {number[]} */ ([]);
  atoms.forEach((atom, i) => {
    if (is(atom, "mopen")) open.push(i);
    const begin = is(atom, "mclose") ? open.pop() : undefined;
    if (begin === undefined) return;
    const inside = atoms.slice(begin, i);
    if (sum(inside.map(widthOf)) < ALWAYS_FITS) for (const whole of inside) breaks.delete(whole);
  });
  return breaks;
}

const isWideSpace = (atom) => is(atom, "mspace") && em(atom.style.marginRight) >= WIDE_SPACE;

/** The parts of a list, each but the first of which begins with what begins(atom) says. */
function parts(atoms, begins) {
  const found = [/** @type {any[]} */ ([])];
  for (const atom of atoms) {
    if (begins(atom) && found[found.length - 1].length) found.push([]);
    found[found.length - 1].push(atom);
  }
  return found;
}

/** A wide space is a blank, so that it is nothing at the end of a line. */
function blank({ style }) {
  const markup = `<span style="word-spacing:${em(style.marginRight) - BLANK}em"> </span>`;
  return { classes: [], children: [], toMarkup: () => markup };
}

/**
 * Let a display formula be broken: between its equations, else before "=", else before "+". A page is told how much room
 * the widest piece needs.
 * @param {any} tree of KaTeX, which is changed
 */
export function breakable(tree) {
  const html = tree.children[0]?.children[1];
  if (!html?.children.every((node) => is(node, "base"))) return tree;
  const Span = html.constructor;
  const together = (nodes) => (nodes.length === 1 ? nodes[0] : new Span(["together"], nodes));
  const atoms = html.children
    .flatMap(({ children }) => children.slice(1)) // without its strut
    .flatMap((atom) => (is(atom, "minner") && atom.children ? atom.children : [atom]));
  const breaks = breaksOf(atoms);
  const pieces = [];
  const piece = (inside) => {
    pieces.push(new Span(["base"], [strut(Span, inside), ...inside]));
    return pieces.at(-1);
  };
  const relation = (inside) => together(parts(inside, (atom) => breaks.has(atom)).map(piece));
  const equation = (inside) => together(parts(inside, (atom) => breaks.has(atom) && is(atom, "mrel")).map(relation));
  html.children = parts(atoms, isWideSpace).flatMap(([first, ...rest]) =>
    isWideSpace(first) ? [blank(first), equation(rest)] : [equation([first, ...rest])],
  );
  const widest = ROOM * Math.max(...pieces.map(widthOf));
  if (widest > ALWAYS_FITS) {
    tree.classes.push("shrinks");
    tree.style["--widest"] = widest.toFixed(2);
  }
  return tree;
}

/** What keeps the height of a line for these atoms, as KaTeX has it for its own pieces. */
function strut(Span, atoms) {
  const [height, depth] = ["height", "depth"].map((side) => Math.max(0, ...atoms.map((atom) => atom[side])));
  const made = new Span(["strut"], []);
  made.style.height = `${Number((height + depth).toFixed(4))}em`;
  if (depth) made.style.verticalAlign = `${Number((-depth).toFixed(4))}em`;
  return made;
}
