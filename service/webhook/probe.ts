import type { HandshakeAnswered } from './answer-handshake.ts';
import type { Probe } from './handshake.ts';
import { isForm } from './media-type.ts';
import type { WebhookRequest } from './request.ts';
import type { Sender } from './sender.ts';

const formLimitBytes = 1024;

/** @returns `undefined` if the request is no probe of this sender */
export function answerProbe(
  sender: Pick<Sender, 'probes'>,
  request: WebhookRequest,
): HandshakeAnswered | undefined {
  const probe = sender.probes?.find(({ asks }) => isAsked(asks, request));
  return probe && { kind: 'answered', handshake: probe.name, status: 200, headers: {}, body: '' };
}

function isAsked(asks: Probe['asks'], request: WebhookRequest): boolean {
  if ('method' in asks) return request.method === asks.method;
  const { method, headers, body } = request;
  if (method !== 'POST' || body.length >= formLimitBytes || !isForm(headers)) return false;
  const fields = [...new URLSearchParams(body.toString('latin1'))];
  const names = fields.map(([name]) => name);
  return (
    new Set(names).size === names.length &&
    fields.some(([name, value]) => name === asks.form && value === asks.equals) &&
    names.every((name) => name === asks.form || asks.beside.includes(name))
  );
}
