import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault } from '../../client/faults/fault.ts';
import type { DestinationConfig } from '../../service/webhook/destination-config.ts';
import { readBody } from '../aws/http/listen.ts';
import { troubleOf } from '../faults/destination-faults.ts';
import type { Arrival, Arrivals } from './arrivals.ts';
import { answerFrom } from './forwarding/answer-from.ts';
import { handedOn } from './forwarding/forward-request.ts';
import type { Forward } from './forwarding/plan-forwards.ts';
import { judgeRequest, type SinkAnswer, type SinkRequest, type Verdict } from './judge-request.ts';
import type { KeptAnswer, KeptRequests } from './kept-requests.ts';
import type { Message, Messages } from './messages.ts';

/** What a request to a destination is judged by, and who hears of it. */
export interface Taker {
  readonly arrivals: Arrivals;
  readonly messages: Messages;
  readonly requests: KeptRequests;
  readonly configOf: (destination: string) => DestinationConfig | undefined;
  readonly forwardOf: (destination: string) => Forward | undefined;
  /** The valid signing secrets of a destination; none for an unknown one. */
  readonly secretsOf: (destination: string) => readonly string[];
  readonly faults: () => readonly Fault[];
  readonly onArrival: (arrival: Arrival) => void;
  readonly onMessage: (message: Message) => void;
  readonly onRefusal: (destination: string, why: string) => void;
}

/** A request that is kept, and has no answer yet. */
interface Taken extends SinkRequest {
  readonly number: number;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

const bodyLimitBytes = 33_554_432;

/** Takes a request as its destination would, or hands it to the service that it is forwarded to. */
export async function takeRequest(
  taker: Taker,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = '', url: path = '/' } = request;
  const destination = decodeURIComponent(new URL(path, 'http://sink').pathname.slice(1));
  const body = await readBody(request, bodyLimitBytes);
  if (body === undefined) {
    return give(response, jsonAnswer(413, 'too large'));
  }
  const header = (name: string) => String(request.headers[name] ?? '');
  const forward = taker.forwardOf(destination);
  const number = keep(taker, { destination, method, header, body }, request, forward?.url);
  const taken = { destination, method, header, body, number, request, response };
  response.once('close', () => noteStatus(taker, number, response));

  const trouble = troubleOf(taker.faults(), destination);
  if (trouble?.isTaken === false) {
    taker.requests.end(number, { verdict: 'refused', why: 'a fault that is on' });
    return trouble.answer(response);
  }
  const verdict = judge(taker, taken);
  if (forward) await handOn(taker, taken, forward, verdict, trouble?.answer);
  else settle(taker, taken, verdict, trouble?.answer);
}

function keep(
  { requests, configOf }: Taker,
  { destination, method, header, body }: SinkRequest,
  { headers, headers: { host = '' }, url = '' }: IncomingMessage,
  forwardUrl: string | undefined,
): number {
  const deliveryId = header('webhook-id');
  const handed = handedOn(headers);
  return requests.keep({
    kind: configOf(destination)?.type ?? 'http',
    destination,
    ...(deliveryId === '' ? {} : { deliveryId }),
    arrivedAt: new Date().toISOString(),
    method,
    url: forwardUrl ?? `http://${host}${url}`,
    headers: {
      host: forwardUrl === undefined ? host : new URL(forwardUrl).host,
      ...Object.fromEntries(Object.entries(handed).map(([name, value]) => [name, String(value)])),
    },
    body,
  });
}

/** The verdict is that of the service behind it, whatever the sink itself makes of the request. */
async function handOn(
  taker: Taker,
  { destination, number, method, body, request, response }: Taken,
  { url }: Forward,
  verdict: Verdict,
  answerOtherwise: ((response: ServerResponse) => void) | undefined,
): Promise<void> {
  let isTold = false;
  await answerFrom(
    { url, method, headers: request.headers, body },
    response,
    (end) => {
      taker.requests.end(number, end);
      if (isTold) return;
      isTold = true;
      if (end.verdict === 'accepted') tell(taker, verdict);
      else taker.onRefusal(destination, end.why ?? '');
    },
    answerOtherwise,
  );
}

function judge({ configOf, secretsOf }: Taker, { destination, ...request }: Taken): Verdict {
  return judgeRequest({ destination, ...request }, configOf(destination), secretsOf(destination));
}

/** The sink's own verdict is the destination's. */
function settle(
  taker: Taker,
  { destination, number, response }: Taken,
  verdict: Verdict,
  answerOtherwise: ((response: ServerResponse) => void) | undefined,
): void {
  const { requests } = taker;
  if (verdict.kind === 'refusal') {
    const { why } = verdict;
    requests.end(number, { verdict: 'refused', why, answer: keptAnswerOf(verdict.answer) });
    taker.onRefusal(destination, why);
    give(response, verdict.answer);
    return;
  }
  requests.end(number, {
    verdict: 'accepted',
    ...(verdict.kind === 'message' ? { title: verdict.message.title } : {}),
    answer: keptAnswerOf(verdict.answer),
  });
  tell(taker, verdict);
  if (answerOtherwise) answerOtherwise(response);
  else give(response, verdict.answer);
}

function tell(taker: Taker, verdict: Verdict): void {
  if (verdict.kind === 'arrival') {
    taker.arrivals.add(verdict.arrival);
    taker.onArrival(verdict.arrival);
  }
  if (verdict.kind === 'message') {
    taker.messages.add(verdict.message);
    taker.onMessage(verdict.message);
  }
}

/** What it was really answered, which a fault may have changed. */
function noteStatus({ requests }: Taker, number: number, response: ServerResponse): void {
  if (!response.headersSent) {
    requests.end(number, { answer: undefined });
    return;
  }
  const { answer } = requests.get(number) ?? {};
  requests.end(number, { answer: { ...answer, status: response.statusCode } });
}

function keptAnswerOf({ status, contentType, body = '' }: SinkAnswer): KeptAnswer {
  const headers = contentType === undefined ? {} : { 'content-type': contentType };
  return { status, headers, body: Buffer.from(body) };
}

function give(response: ServerResponse, { status, contentType, body }: SinkAnswer): void {
  response.writeHead(status, contentType === undefined ? {} : { 'content-type': contentType });
  response.end(body);
}

function jsonAnswer(status: number, error: string): SinkAnswer {
  return { status, contentType: 'application/json', body: JSON.stringify({ error }) };
}
