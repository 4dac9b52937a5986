// Wakes the components of the GOV.UK Design System; every page works without it.
import { initAll } from "./govuk-frontend.min.js";

initAll();
