/*
 * clock.js: how long tickets are held still, counted down from what the server said.  Those who listen hear it
 * when one minute is left and when it is over, not every second.
 */

const box = document.querySelector("[data-seconds]");
const shown = box.querySelector("[data-clock]");
const end = performance.now() + 1000 * Number(box.dataset.seconds);

function say(sentence) {
	const spoken = document.createElement("span");

	spoken.className = "hidden";
	spoken.setAttribute("role", "status");
	box.append(spoken);
	setTimeout(() => { spoken.textContent = sentence; }, 100);
}

function over() {
	box.classList.add("held-late");
	box.querySelector("p").textContent = box.dataset.over;
	say(box.dataset.over);
}

function tick(last) {
	const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));

	if (left === 0) {
		over();
		return;
	}
	shown.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
	if (left === 60 && last !== 60)
		say(box.querySelector("p").textContent);
	setTimeout(tick, 1000 - (performance.now() - end + 1e9) % 1000, left);
}

if (shown !== null)
	tick(0);
