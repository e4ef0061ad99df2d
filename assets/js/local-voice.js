// Voices for reading aloud: only those of the device itself. A remote voice
// would send the text, and with it what somebody reads, to a company's server.

/**
 * The device's own voice for a language: one of exactly that name, else one of
 * the same language, as "de-AT" for "de".
 * @param {string} lang @returns {SpeechSynthesisVoice|undefined}
 */
function localVoice(lang) {
	function name(voice) {
		return voice.lang.toLowerCase().replace(/_/g, "-"); // Android writes de_AT
	}
	const wanted = lang.toLowerCase();
	const voices = speechSynthesis.getVoices().filter(function (voice) {
		return voice.localService === true && name(voice).split("-")[0] === wanted.split("-")[0];
	});
	return voices.find(function (voice) { return name(voice) === wanted; })
		|| voices.find(function (voice) { return voice.default; })
		|| voices[0];
}
