import type { Explanation } from '../../service/webhook/explain-rejection.ts';

/** What a person has to know of each likely mistake behind a refused signature. */
const explanationTexts: Readonly<Record<Explanation, string>> = {
  'other-sender': 'it is signed as another sender signs: is it sent to the right source?',
  'retired-secret': 'it is signed with a secret that is retired',
  'secret-whitespace': 'the secret was stored with white space around it',
  'secret-encoding': 'one side has decoded the secret wrongly, such as a whsec_… used as it stands',
  'body-trimmed': 'a line ending of the body was lost or added on the way',
  'body-base64': 'the body became base64, or was decoded from it, on the way',
  'body-reserialized': 'something on the way parsed the JSON and wrote it anew',
  'other-url': 'it is signed for another URL: see publicUrl',
  'clock-skew':
    'it is genuine, but too old or too new: a wrong clock, or an old request sent again',
  unexplained: 'it is none of the usual mistakes; the sender may have another secret',
};

/** @param explanation as the log has it */
export function explanationText(explanation: unknown): string | undefined {
  const known: Readonly<Record<string, string>> = explanationTexts;
  return typeof explanation === 'string' && Object.hasOwn(known, explanation)
    ? known[explanation]
    : undefined;
}
