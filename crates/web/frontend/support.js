// Tells the style sheet that scripts run here. A plain file, so that no page needs an inline script.
document.body.className += " js-enabled" + ("noModule" in HTMLScriptElement.prototype ? " govuk-frontend-supported" : "");
