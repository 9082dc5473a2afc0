/*
 * zone.js: a new account begins with the time zone of the browser it is made in.
 */

for (const field of document.querySelectorAll("[data-zone]"))
	if (field.value === "")
		field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
