import { z } from 'zod';
import type { SourceConfig } from '../service/webhook/configuration.ts';
import { didYouMean } from './did-you-mean.ts';
import { shown } from './shown.ts';

/** The senders whose log can be asked. A source's log is of the kind that its sender's name says. */
export const deliveryLogKinds = ['github', 'stripe'] as const satisfies readonly NonNullable<
  SourceConfig['deliveryLog']
>['kind'][];

const name = /^[\w.-]{1,100}$/;
const number = (what: string) => `must be ${what}: a whole number, as in its URL on GitHub`;

function wholeNumber(what: string) {
  return z.number(number(what)).int(number(what)).positive(number(what)).optional();
}

/** Fields of both kinds in one object, so that what is missing or too much is told in words of its kind. */
export const deliveryLog = z
  .strictObject({
    kind: z.custom<(typeof deliveryLogKinds)[number]>(
      (value) => deliveryLogKinds.some((kind) => kind === value),
      {
        error: ({ input }) =>
          didYouMean(
            `must be one of ${deliveryLogKinds.join(', ')}, and is ${shown(input)}`,
            input,
            deliveryLogKinds,
          ),
      },
    ),
    repository: z
      .string('must be owner/name')
      .regex(/^[\w.-]{1,100}\/[\w.-]{1,100}$/, 'must be owner/name')
      .optional(),
    organization: z
      .string("must be the organization's name, as in its URL")
      .regex(name, "must be the organization's name, as in its URL")
      .optional(),
    hook: wholeNumber("the webhook's id"),
    app: wholeNumber("the App's id"),
    endpoint: z
      .string('must be the id of the webhook endpoint, we_…')
      .regex(/^we_\w{1,100}$/, 'must be the id of the webhook endpoint, we_…')
      .optional(),
    url: z
      .string()
      .refine(isApiUrl, {
        error:
          'must be the https: URL of an API, without a trailing slash; http: only on 127.0.0.1',
      })
      .optional(),
    token: z
      .never({
        error:
          'is kept in Secrets Manager, never in a file: npx spillway secrets set <source> --delivery-log',
      })
      .optional(),
  })
  .superRefine(({ kind, ...fields }, context) => {
    for (const [path, message] of kind === 'github' ? ofGitHub(fields) : ofStripe(fields)) {
      context.addIssue({ code: 'custom', path: path === '' ? [] : [path], message });
    }
  })
  .meta({ example: "{ kind: 'github', repository: 'owner/name', hook: 123 }" });

interface Fields {
  readonly repository?: string | undefined;
  readonly organization?: string | undefined;
  readonly hook?: number | undefined;
  readonly app?: number | undefined;
  readonly endpoint?: string | undefined;
}

type Problem = readonly [path: keyof Fields | '', message: string];

function ofGitHub(fields: Fields): readonly Problem[] {
  const owners = (['repository', 'organization', 'app'] as const).filter((one) => one in fields);
  const problems: Problem[] = [];
  if (owners.length !== 1) {
    const given = owners.length === 0 ? 'none' : owners.join(' and ');
    problems.push(['', `must name one of repository, organization and app, and names ${given}`]);
  }
  const needsHook = owners.length === 1 && owners[0] !== 'app';
  if (needsHook && fields.hook === undefined) {
    problems.push(['hook', `is missing: it ${number("the webhook's id")}`]);
  }
  if (fields.app !== undefined && fields.hook !== undefined) {
    problems.push(['hook', 'is not for an App, which has one webhook']);
  }
  if (fields.endpoint !== undefined) problems.push(['endpoint', "is only for the kind 'stripe'"]);
  return problems;
}

function ofStripe(fields: Fields): readonly Problem[] {
  return (['repository', 'organization', 'hook', 'app'] as const).flatMap((one) =>
    fields[one] === undefined ? [] : [[one, "is only for the kind 'github'"] as const],
  );
}

function isApiUrl(value: string): boolean {
  if (!URL.canParse(value) || /[?#]|\/$/.test(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === 'https:' || (protocol === 'http:' && hostname === '127.0.0.1');
}
