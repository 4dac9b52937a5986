// Wakes the components of the GOV.UK Design System; every page works without it.
import { initAll } from "./govuk-frontend.min.js";

initAll();

// A page out of the browser's memory may be of a sitting that has ended: ask for it again.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
