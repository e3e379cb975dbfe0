/** Commands whose output is a secret, or may have a body: it is on the screen of who asked for it, and nowhere else. */
const unkept = [
  /\bspillway secrets (?:rotate|set)\b/,
  /\bspillway env\b/,
  /\s--(?:secrets|body|raw)\b/,
  /\bsecretsmanager (?:get|batch-get|get-random)-/,
  /\breceive-message\b/,
  /\bsts (?:get-session-token|assume-role)/,
];

/** What senders, destinations and AWS let someone in by, wherever it stands. */
const secrets = [
  /\bwhs(?:ec|k|pk)_[\w+/=-]{16,}/g,
  /\b(?:sk|rk|pk)_(?:live|test)_\w{8,}/g,
  /\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|xox[abpr]-[\w-]{10,})/g,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/gs,
  /(?<=\bBearer )[\w.~+/=-]{8,}/gi,
  /(?<=\b(?:X-Amz-(?:Signature|Security-Token)|token|signature|sig)=)[^\s&"']{8,}/gi,
  /(?<=\b(?:AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN)=)\S+/g,
  /(?<="(?:\w*secret\w*|password|\w*token|privatekey|signature)"\s*:\s*")(?:[^"\\]|\\.)+/gi,
];

const hidden = '(hidden)';

/** Says of a text what may be kept of it. */
export interface Redaction {
  readonly text: (text: string) => string;
  /** Whether a command's output may be kept at all. */
  readonly keepsOutputOf: (command: string) => boolean;
}

/** @param known secrets of the stage; those of the embedded stack are in its description */
export function createRedaction(known: readonly string[]): Redaction {
  // A shorter one is a word that stands for others as well.
  const long = known.filter((secret) => secret.length >= 8).toSorted((a, b) => b.length - a.length);
  return {
    text(text) {
      const unknown = long.reduce((rest, secret) => rest.replaceAll(secret, hidden), text);
      return secrets.reduce((rest, pattern) => rest.replace(pattern, hidden), unknown);
    },
    keepsOutputOf: (command) => !unkept.some((pattern) => pattern.test(command)),
  };
}
