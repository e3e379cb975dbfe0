import type { Challenge, Handshake } from '../service/webhook/handshake.ts';
import type { Sender, SignatureScheme } from '../service/webhook/sender.ts';

const challenge = '3eZbrw1aBm2rZgRNFdxV2595';

/** A handshake as shell commands against a running `npm start`, and what they print. */
export interface HandshakeCommands {
  readonly lines: readonly string[];
  readonly prints: string;
}

/**
 * The commands that ask a sender's question. They take endpoint and secret from the running stack.
 *
 * @returns `undefined` where only the sender itself can sign the question
 */
export function handshakeCommands(
  source: string,
  sender: Sender,
  handshake: Handshake,
): HandshakeCommands | undefined {
  const [scheme] = sender.schemes;
  if (scheme === undefined || scheme.method === 'ed25519') return undefined;
  const question = ask(source, scheme, handshake);
  const needsSecret = question.some((line) => line.includes('$SECRET'));
  return {
    lines: [
      `ENDPOINT=$(node -p "require('./.spillway/stack.json').endpoint")`,
      ...(needsSecret
        ? [`SECRET=$(node -p "require('./.spillway/stack.json').sources['${source}'].secret")`]
        : []),
      ...question,
    ],
    prints: printed(handshake),
  };
}

function ask(source: string, scheme: SignatureScheme, handshake: Handshake): readonly string[] {
  const url = `"$ENDPOINT/webhooks/${source}"`;
  const { asks } = handshake;
  if ('query' in asks) return askByGet(url, handshake);
  if ('header' in asks && handshake.answer.kind === 'echo-header') {
    return [
      `curl -si ${url} -H '${asks.header}: ${challenge}' -d '{}' | grep -i '^${asks.header}'`,
    ];
  }
  const body = 'json' in asks ? bodyOf(handshake) : '{"zen":"Keep it logically awesome."}';
  const further =
    'header' in asks
      ? [`-H '${asks.header}: ${asks.equals}'`, "-H 'x-github-delivery: '$(date +%s)"]
      : [];
  return [
    `BODY='${body}'`,
    ...signed(scheme),
    `curl -s ${url} ${[...headers(scheme), ...further].join(' ')} --data-binary "$BODY"`,
  ];
}

function askByGet(
  url: string,
  { asks, verifyTokenParameter, answer }: Handshake,
): readonly string[] {
  if (!('query' in asks)) return [];
  const fields = new Map<string, string>([[asks.query, asks.equals ?? challenge]]);
  if (verifyTokenParameter) fields.set(verifyTokenParameter, '$TOKEN');
  if ('challenge' in answer && 'query' in answer.challenge)
    fields.set(answer.challenge.query, challenge);
  const query = [...fields].map(([name, value]) => `-d "${name}=${value}"`).join(' ');
  const token = `TOKEN=$(printf verify-token | openssl dgst -sha256 -hmac "$SECRET" -r | cut -c 1-32)`;
  return [...(verifyTokenParameter ? [token] : []), `curl -s -G ${url} ${query}`];
}

function bodyOf({ asks, answer }: Handshake): string {
  const body = {};
  if ('json' in asks) put(body, asks.json, asks.equals);
  if ('challenge' in answer) putChallenge(body, answer.challenge);
  return JSON.stringify(body);
}

function putChallenge(body: object, place: Challenge): void {
  if ('json' in place) put(body, place.json, challenge);
}

function put(target: object, [key = '', ...rest]: readonly string[], value: string | number): void {
  if (rest.length === 0) {
    Object.assign(target, { [key]: value });
    return;
  }
  const inner = {};
  Object.assign(target, { [key]: inner });
  put(inner, rest, value);
}

function signed({ method, signs }: SignatureScheme): readonly string[] {
  const names: Readonly<Record<string, string>> = { body: '$BODY', timestamp: '$TIME' };
  const message = signs
    .map((part) => (typeof part === 'object' ? part.text : names[part]))
    .join('');
  const digest = `openssl dgst -${method.replace('hmac-', '')} -hmac "$SECRET" -r | cut -d ' ' -f 1`;
  const time = signs.includes('timestamp') ? ['TIME=$(date +%s)'] : [];
  return [...time, `SIGNATURE=$(printf '%s' "${message}" | ${digest})`];
}

function headers({ header, prefix = '', timestamp }: SignatureScheme): readonly string[] {
  const at =
    timestamp && 'header' in timestamp.from ? [`-H "${timestamp.from.header}: $TIME"`] : [];
  return [...at, `-H "${header}: ${prefix}$SIGNATURE"`];
}

function printed({ asks, answer }: Handshake): string {
  if (answer.kind === 'echo') return challenge;
  if (answer.kind === 'echo-header') return `${'header' in asks ? asks.header : ''}: ${challenge}`;
  if (answer.kind === 'echo-json') return JSON.stringify({ [answer.field]: challenge });
  if (answer.kind !== 'sign') return '{"deliveryId":"…"}';
  const token = answer.challengeField ? `"${answer.challengeField}":"${challenge}",` : '';
  return `{${token}"${answer.signatureField}":"${answer.prefix ?? ''}…"}`;
}
