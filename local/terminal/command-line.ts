import { parseArgs } from 'node:util';
import { shellQuote } from '../../client/terminal/shell-quote.ts';
import { type ForwardOrder, readForward } from '../sink/forwarding/read-forward.ts';
import { UsageError } from '../usage-error.ts';

export interface CommandLine {
  readonly isHelp: boolean;
  readonly isQuiet: boolean;
  /** Doesn't tell the command line tool and the load tests where it is. */
  readonly isUnlisted: boolean;
  /** Deploys again what is edited. */
  readonly isWatching: boolean;
  readonly configFile?: string;
  /** The API's; the others follow it. 0: the system chooses them all. */
  readonly port: number;
  readonly context: Readonly<Record<string, string>>;
  /** Destinations that are called at services of one's own. */
  readonly forwards: readonly ForwardOrder[];
  /** Hosts other than this machine that may be forwarded to. */
  readonly allowedHosts: readonly string[];
  /** Every destination is the sink, those too whose URL is on this machine. */
  readonly isSinkOnly: boolean;
  readonly hasConsole: boolean;
}

export const defaultPort = 4100;
/** The seven after it are used as well. */
export const highestPort = 65_528;

export const help = `Runs Spillway on this machine: the template that \`cdk deploy\` would deploy.

  npm start -- [options]

  --port <n>        the API's port, default ${defaultPort}; the seven after it are the sink, SQS/SNS/S3,
                    Secrets Manager, CloudWatch, the token endpoint of events, the switch
                    of npx spillway fault and the console; 0 lets the system choose all
  --config <file>   another configuration than spillway.config.ts
  -c <name=value>   a setting of infra/settings.ts, as for cdk; may be repeated
  --forward <destination>=<url>
                    deliver to a service of your own, signed; may be repeated. A URL alone is for all
                    destinations of type http, and {destination} in it stands for their names
  --allow-host <name>
                    a host other than this machine that may be forwarded to; may be repeated
  --sink-only       deliver to the sink what the configuration sends to this machine
  --no-watch        don't deploy again when the configuration, infra/ or service/ is edited
  --no-console      don't serve the console
  --quiet           don't tell what becomes of each webhook, only of alarms
  --unlisted        leave .spillway/stack.json alone, for a stack beside another one
  --help            this text

Examples:
  npm start
  npm start -- --port 5000 --config examples/all-senders.config.ts
  npm start -- --forward app=http://localhost:3000/webhooks
  npm start -- -c processingTimeoutSeconds=5 -c destinationAttempts=2

Ctrl-C stops it; a second one forces it. It stops too when the npm that started it is gone.
`;

/** @throws UsageError */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values } = parse(args);
  const port = Number(values.port ?? defaultPort);
  if (!Number.isInteger(port) || port < 0 || port > highestPort) {
    throw new UsageError(`--port takes a whole number from 0 to ${highestPort}.`);
  }
  const allowedHosts = values['allow-host'];
  return {
    isHelp: values.help,
    isQuiet: values.quiet,
    isUnlisted: values.unlisted,
    isWatching: !values['no-watch'],
    port,
    ...(values.config === undefined ? {} : { configFile: values.config }),
    context: Object.fromEntries(values.context.map(readSetting)),
    forwards: values.forward.map((text) => readForward(text, allowedHosts)),
    allowedHosts,
    isSinkOnly: values['sink-only'],
    hasConsole: !values['no-console'],
  };
}

/** The command for it, ready to paste. */
export function npmStartLine(line: CommandLine): string {
  const { port, configFile, context, forwards, allowedHosts } = line;
  const words = [
    ...['--port', String(port)],
    ...(configFile === undefined ? [] : ['--config', configFile]),
    ...Object.entries(context).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ...forwards.flatMap(({ text }) => ['--forward', text]),
    ...allowedHosts.flatMap((host) => ['--allow-host', host]),
    ...(line.isSinkOnly ? ['--sink-only'] : []),
    ...(line.isWatching ? [] : ['--no-watch']),
    ...(line.hasConsole ? [] : ['--no-console']),
    ...(line.isQuiet ? ['--quiet'] : []),
    ...(line.isUnlisted ? ['--unlisted'] : []),
  ];
  return `npm start -- ${words.map(shellQuote).join(' ')}`;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        quiet: { type: 'boolean', short: 'q', default: false },
        unlisted: { type: 'boolean', default: false },
        'no-watch': { type: 'boolean', default: false },
        'no-console': { type: 'boolean', default: false },
        port: { type: 'string', short: 'p' },
        config: { type: 'string' },
        forward: { type: 'string', multiple: true, default: [] },
        'allow-host': { type: 'string', multiple: true, default: [] },
        'sink-only': { type: 'boolean', default: false },
        context: { type: 'string', short: 'c', multiple: true, default: [] },
      },
    });
  } catch (cause) {
    throw new UsageError(`${Object(cause).message}: see npm start -- --help`, { cause });
  }
}

function readSetting(text: string): [string, string] {
  const equals = text.indexOf('=');
  if (equals < 1) throw new UsageError(`-c takes name=value, not ${text}.`);
  return [text.slice(0, equals), text.slice(equals + 1)];
}
