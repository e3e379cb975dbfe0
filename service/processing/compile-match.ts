import { explainMismatch } from '../webhook/explain-mismatch.ts';
import { compilePattern, type Matches } from '../webhook/pattern.ts';
import type { JsonWebhook, Match } from '../webhook/route-config.ts';

export interface CompiledMatch {
  readonly isForSource: Matches;
  /** Whether everything but the source matches. */
  readonly isForRest: (webhook: JsonWebhook) => boolean;
  /** The first condition that fails, in the words of the configuration; `undefined` if all of them hold. */
  readonly explain: (webhook: JsonWebhook) => string | undefined;
}

/** Prepares a route's conditions once, for use with each webhook. */
export function compileMatch({ source, type, headers = {}, json }: Match): CompiledMatch {
  const any: Matches = () => true;
  const isForType = type === undefined ? any : compilePattern(type);
  const isForJson = json === undefined ? any : compilePattern(json);
  const isForHeaders = compilePattern(headers);
  return {
    isForSource: source === undefined ? any : compilePattern(source),
    isForRest: (webhook) =>
      isForType(webhook.type) &&
      isForHeaders(webhook.headers) &&
      // Checked last, because it parses the body.
      (json === undefined || (webhook.json !== undefined && isForJson(webhook.json))),
    explain: (webhook) =>
      explainOptional('source', source, webhook.source) ??
      explainOptional('type', type, webhook.type) ??
      explainMismatch('headers', headers, webhook.headers) ??
      (json !== undefined && webhook.json === undefined
        ? 'the body is not JSON'
        : explainOptional('json', json, webhook.json)),
  };
}

type Pattern = Parameters<typeof explainMismatch>[1];

function explainOptional(path: string, pattern: Pattern | undefined, value: unknown) {
  return pattern === undefined ? undefined : explainMismatch(path, pattern, value);
}
