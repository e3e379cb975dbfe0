import type { buildApp } from 'fauxqs';
import { jsonRefusal, type Refusal, xmlRefusal } from '../http/refusal.ts';
import { describeUnknown } from '../request-parameters.ts';
import { parametersOf, s3Parameters } from '../s3/request-parameters.ts';
import { snsParameters, withoutNumbers } from '../sns/request-parameters.ts';
import { sqsParameters } from '../sqs/request-parameters.ts';
import { type Call, serviceOf } from './service-of.ts';

/** fauxqs reads what it knows of a request and drops the rest without a word. */
export function refuseUnknown(app: ReturnType<typeof buildApp>): void {
  app.addHook('preHandler', async (request, reply) => {
    const refusal = refusals[serviceOf(request)](request);
    if (refusal === undefined) return;
    await reply.status(refusal.status).headers(refusal.headers).send(refusal.body);
  });
}

const unsupported = 'com.amazonaws.sqs#UnsupportedOperation';

const refusals: Readonly<
  Record<ReturnType<typeof serviceOf>, (call: Call) => Refusal | undefined>
> = {
  sqs({ headers, body }) {
    const action = String(headers['x-amz-target']).replace('AmazonSQS.', '');
    const message = describeUnknown(sqsParameters, action, body);
    return message === undefined ? undefined : jsonRefusal(400, unsupported, message);
  },
  sns({ body }) {
    const form = body as Readonly<Record<string, string>>;
    const message = describeUnknown(snsParameters, form.Action ?? '', withoutNumbers(form));
    return message === undefined ? undefined : xmlRefusal(400, 'InvalidParameter', message);
  },
  s3({ method, url, headers }) {
    const message = describeUnknown(s3Parameters, method, parametersOf(url, headers));
    return message === undefined ? undefined : xmlRefusal(501, 'NotImplemented', message);
  },
};
