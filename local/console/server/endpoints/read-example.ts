import { draftRequest } from '../../../../client/example-webhook/draft-request.ts';
import { serviceEvents } from '../../../../client/example-webhook/examples/service-events.ts';
import { examplesOf } from '../../../../client/example-webhook/examples-of.ts';
import { createOccasion } from '../../../../client/example-webhook/occasion.ts';
import { chooseSource } from '../../../../client/send/open-channel.ts';
import { readSources } from '../../../../client/send/read-sources.ts';
import { BadRequestError, type Endpoint } from '../endpoint.ts';

/** The body of an example as it would be sent now, to be changed by hand. */
export interface ExampleBody {
  readonly body: string;
}

export const readExample: Endpoint = {
  method: 'GET',
  path: '/api/senders/{source}/examples/{name}',
  async answer({ params: { source = '', name = '' } }, context): Promise<ExampleBody> {
    const sources = await readSources(context.stage, context.root, context.config);
    const sender = sources.senders.get(chooseSource(sources, source));
    const examples = sender === undefined ? serviceEvents : examplesOf(sender.name);
    const example = Object.hasOwn(examples, name) ? examples[name] : undefined;
    if (example === undefined) throw new BadRequestError(`${source} has no example ${name}.`);
    const request = example.request(createOccasion(Date.now()));
    return { body: draftRequest(request, sender?.publicUrl).body.toString() };
  },
};
