// What every page of the book does for itself. Deferred: the document is there.

import { keepWhatIsRead } from "./anchor.js";
import { setUpCode } from "./code.js";
import { setUpColours } from "./colours.js";
import { addCopyButtons, copyReadably } from "./copying.js";
import { keepFolds } from "./folds.js";
import { replaceLostFonts } from "./fonts.js";
import { setUpForgetting } from "./forget.js";
import { setUpPrinting } from "./paper.js";
import { keepPlaces } from "./place.js";
import { followSections } from "./sections.js";
import { setUpSidebar } from "./sidebars.js";
import { countSolved } from "./solved.js";
import { explainSymbols } from "./symbols.js";
import { bringTheRest } from "./waiting.js";
import { watchWideContent } from "./wide.js";

setUpColours();
replaceLostFonts();
setUpPrinting();
setUpSidebar("primary");
setUpSidebar("secondary");
followSections();
keepWhatIsRead(); // before keepPlaces: it hears of a change first
keepPlaces();
document.addEventListener("copy", copyReadably);
explainSymbols();
setUpCode();
keepFolds(); // after setUpCode, which may unfold all code
addCopyButtons();
setUpForgetting();
countSolved();
bringTheRest();
watchWideContent();
