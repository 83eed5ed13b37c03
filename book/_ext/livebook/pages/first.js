// What runs in the page's head, before anything is drawn: the page's one inline script.
import { startInColour } from "./colour_mode.js";
import { watchForRenewal } from "./renewal.js";

watchForRenewal();
startInColour();
