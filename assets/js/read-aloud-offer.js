// Offers to read a page aloud where the device has a voice of its own for the
// language of the text. What reads is loaded when somebody asks for it.

const aloudButton = document.querySelector("[data-read-aloud]");
if (aloudButton && window.speechSynthesis) offerAloud(aloudButton);

function offerAloud(button) {
	function offer() {
		button.hidden = !localVoice(button.dataset.readAloud);
	}
	speechSynthesis.onvoiceschanged = offer; // many browsers know their voices late
	offer();

	let loading = false;
	button.addEventListener("click", function () {
		const voice = localVoice(button.dataset.readAloud);
		if (loading || !voice) return;
		loading = true;
		// Safari lets a page speak once it has spoken during a tap, and the
		// script that speaks comes after this one: so nothing is said here.
		const nothing = new SpeechSynthesisUtterance("");
		nothing.voice = voice;
		speechSynthesis.speak(nothing);

		const script = document.createElement("script");
		script.src = button.dataset.readAloudScript;
		script.onerror = function () {
			loading = false; // the next tap tries again
		};
		document.head.append(script);
	});
}
