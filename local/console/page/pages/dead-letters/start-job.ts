import type { LetterJob } from '../../../server/jobs/letter-job.ts';
import type { LetterWish } from '../../../server/jobs/letter-order.ts';
import { call } from '../../state/call.ts';
import { go } from '../../state/location.ts';

/** Begins it, and goes to where it can be watched. @throws CallError while another one runs */
export async function startJob(wish: LetterWish): Promise<void> {
  const job = await call<LetterJob>('/api/letter-jobs', { method: 'POST', body: wish });
  go(`/redrives/${job.id}`);
}
