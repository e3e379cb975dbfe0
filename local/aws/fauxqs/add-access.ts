import type { buildApp } from 'fauxqs';
import type { Refusal } from '../http/refusal.ts';
import type { Guard, Refused } from '../iam/guard.ts';
import { isObjectRead, listNeed, s3Needs } from '../iam/needs/s3.ts';
import { snsNeeds } from '../iam/needs/sns.ts';
import { sqsNeeds } from '../iam/needs/sqs.ts';
import { refuseForS3, refuseForSns, refuseForSqs } from '../iam/refuse-access.ts';
import { type Call, serviceOf } from './service-of.ts';
import type { SqsStore } from './stores.ts';

/** Lets SQS, SNS and S3 do what a caller's policies allow. */
export function addAccess(app: ReturnType<typeof buildApp>, guard: Guard, store: SqsStore): void {
  app.addHook('preHandler', async (request, reply) => {
    const refusal = refusalOf(request, guard, store);
    if (refusal === undefined) return;
    await reply.status(refusal.status).headers(refusal.headers).send(refusal.body);
  });
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html: 403 where one may not list the bucket
  app.addHook('onSend', async (request, reply, payload) => {
    if (reply.statusCode !== 404 || serviceOf(request) !== 's3' || !isObjectRead(request)) {
      return payload;
    }
    const refused = guard.check(request, () => [listNeed(request.url)]);
    if (refused === undefined) return payload;
    const refusal = refuseForS3(refused);
    reply.status(refusal.status).headers(refusal.headers).removeHeader('content-length');
    return request.method === 'HEAD' ? payload : refusal.body;
  });
}

function refusalOf(call: Call, guard: Guard, store: SqsStore): Refusal | undefined {
  const refuse = (words: (refused: Refused) => Refusal, refused: Refused | undefined) =>
    refused && words(refused);
  const services: Readonly<Record<ReturnType<typeof serviceOf>, () => Refusal | undefined>> = {
    sqs: () => {
      const action = String(call.headers['x-amz-target']).replace('AmazonSQS.', '');
      const check = guard.check(call, (place) =>
        sqsNeeds(action, call.body, place, (arn) => sourcesOf(store, arn)),
      );
      return refuse(refuseForSqs, check);
    },
    sns: () => {
      const form = call.body as Readonly<Record<string, string>>;
      return refuse(
        refuseForSns,
        guard.check(call, (place) => snsNeeds(form, place)),
      );
    },
    s3: () =>
      refuse(
        refuseForS3,
        guard.check(call, () => s3Needs(call)),
      ),
  };
  return services[serviceOf(call)]();
}

/** The queues whose dead letters go to that one. */
function sourcesOf(store: SqsStore, deadLettersArn: string): readonly string[] {
  return [...store.allQueues()]
    .filter(({ attributes }) => attributes.RedrivePolicy?.includes(`"${deadLettersArn}"`))
    .map(({ arn }) => arn);
}
