import { formatNumber } from '../report/format.ts';
import { isRefused, type Request, requestsOf } from '../samples/requests.ts';
import type { Plan, Sample } from '../samples/sample.ts';

interface Answers {
  readonly plan: Plan;
  readonly samples: readonly Sample[];
  /** By how much the clock here is ahead of the target's; absent where it tells no time. */
  readonly clockAheadMs?: number | undefined;
}

/** A clock that is off by more spoils signatures: the strictest senders allow 5 minutes. */
const tellingClockMs = 60_000;

/** Why webhooks that had to be taken were not, as far as the answers tell: a sentence for each cause, the commonest first. */
export function explainAnswers({ plan, samples, clockAheadMs }: Answers): readonly string[] {
  const codes = new Map(
    samples.flatMap((one) => (one.kind === 'failed' ? [[one.request, one.code] as const] : [])),
  );
  const meant = requestsOf(samples, plan.timeoutMs).filter(
    ({ sent }) => sent.refusal === undefined,
  );
  const causes = Map.groupBy(meant, (request) => causeOf(request, codes, plan));
  const total = formatNumber(meant.length);
  const told = [...causes]
    .filter(([cause]) => cause !== '')
    .toSorted(([, one], [, other]) => other.length - one.length)
    .map(([cause, requests]) => `${formatNumber(requests.length)} of ${total} webhooks ${cause}`);
  return [...told, ...tellClock(clockAheadMs)];
}

/** Behind "12 of 300 webhooks "; empty for one that was taken. */
function causeOf(request: Request, codes: ReadonlyMap<string, string>, plan: Plan): string {
  const { answered, sent } = request;
  if (answered === undefined) return failed(codes.get(sent.request), plan);
  const { status, reason, isForeign } = answered;
  if (isForeign) {
    return `were answered ${status} with a text that names no delivery: this is not Spillway, at ${plan.endpoint}.`;
  }
  if (status >= 300 && status < 400) {
    return `were redirected (${status}), which no sender follows: is ${plan.endpoint} right?`;
  }
  if (isRefused(request))
    return `were refused: ${status}${reason ? ` ${reason}` : ''}.${hintOf(reason)}`;
  return status >= 500 ? `were answered ${status}.` : '';
}

function hintOf(reason = ''): string {
  if (reason === 'signature-mismatch') return " Is the secret the source's current one?";
  if (/^timestamp-(expired|in-future)$/.test(reason)) return ' Is the clock of this machine right?';
  return '';
}

function failed(code: string | undefined, { endpoint, timeoutMs }: Plan): string {
  if (code === undefined) return 'were still unanswered when the run ended.';
  const known: Readonly<Record<string, string>> = {
    ECONNREFUSED: `were refused a connection: nothing listens at ${endpoint}.`,
    ECONNRESET: 'were cut off before they were answered (ECONNRESET).',
    ETIMEDOUT: `got no answer within ${timeoutMs / 1000} s.`,
    ENOTFOUND: `could not be sent: there is no such host as in ${endpoint}.`,
  };
  return known[code] ?? `were not answered (${code}).`;
}

function tellClock(aheadMs = 0): readonly string[] {
  if (Math.abs(aheadMs) < tellingClockMs) return [];
  const minutes = (Math.abs(aheadMs) / 60_000).toFixed(1);
  const side = aheadMs > 0 ? 'ahead of' : 'behind';
  return [`The clock of this machine is ${minutes} min ${side} the target's: set it.`];
}
