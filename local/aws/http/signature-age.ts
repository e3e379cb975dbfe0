import { jumpedMs } from '../../jump/machine-time.ts';
import { jsonRefusal, type Refusal, xmlRefusal } from './refusal.ts';

const toleranceMs = 300_000;
const storeToleranceMs = 900_000;

interface Signed {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/**
 * What AWS says to a request that was signed by a clock five minutes off; the SDK then corrects itself by the
 * answer's `Date`. A request without a signature has no time, and signatures themselves are not checked here.
 *
 * @param now milliseconds since 1970
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv_troubleshooting.html
 */
export function refuseSignatureAge(request: Signed, now: number): Refusal | undefined {
  const signedAt = timeOf(request);
  if (signedAt === undefined || isNear(signedAt, now, toleranceMs)) return undefined;
  const message =
    signedAt < now
      ? `Signature expired: ${format(signedAt)} is now earlier than ${format(now - toleranceMs)} (${format(now)} - 5 min.)`
      : `Signature not yet current: ${format(signedAt)} is still later than ${format(now + toleranceMs)} (${format(now)} + 5 min.)`;
  return jsonRefusal(400, 'com.amazon.coral.service#InvalidSignatureException', message);
}

/** S3 allows for 15 minutes. @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export function refuseStoreSignatureAge(request: Signed, now: number): Refusal | undefined {
  const signedAt = timeOf(request);
  if (signedAt === undefined || isNear(signedAt, now, storeToleranceMs)) return undefined;
  return xmlRefusal(
    403,
    'RequestTimeTooSkewed',
    'The difference between the request time and the current time is too large.',
    `<RequestTime>${format(signedAt)}</RequestTime><ServerTime>${new Date(now).toISOString()}</ServerTime><MaxAllowedSkewMilliseconds>${storeToleranceMs}</MaxAllowedSkewMilliseconds>`,
  );
}

/** Other processes sign by the machine's time, which does not jump. */
function isNear(signedAt: number, now: number, tolerance: number): boolean {
  return [now, now - jumpedMs()].some((time) => Math.abs(time - signedAt) <= tolerance);
}

/** `20261125T102200Z` */
const pattern = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

function timeOf({ headers }: Signed): number | undefined {
  const found = pattern.exec(String(headers['x-amz-date'] ?? ''));
  if (found === null) return undefined;
  const [year = 0, month = 0, ...rest] = found.slice(1).map(Number);
  return Date.UTC(year, month - 1, ...rest);
}

function format(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '');
}
