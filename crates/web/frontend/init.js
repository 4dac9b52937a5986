// Wakes the components of the GOV.UK Design System; every page works without it.
import { initAll } from "./govuk-frontend.min.js";

initAll();

// With the page that answers a form the browser keeps what was sent, in its own list of open tabs on
// disk. What a search found is entered anew as a page that was only read, so that nobody's name is
// kept there; going back to it gives the form.
if (location.pathname === "/find") history.replaceState(history.state, "", location.href);

// Signing out in one tab empties the others of this browser.
const tabs = new BroadcastChannel("kith-signed-out");
if (location.pathname.startsWith("/sign-out")) tabs.postMessage(null);
else if (document.querySelector(".kith-sitting")) tabs.onmessage = () => location.replace("/sign-in");

// A page out of the browser's memory may be of a sitting that has ended: ask for it again.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
