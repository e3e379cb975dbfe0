import type { StackDescription } from '../client/stack-file.ts';
import type { EmbeddedStack, Source } from './boot/embedded-stack.ts';

/** What a stack says of itself: in its file, and to the process that started it. */
export function describeStack(stack: EmbeddedStack): StackDescription {
  const { stage, endpoint, sinkUrl, faultsUrl, meterUrl, sources, events, env } = stack;
  const described = Object.entries(sources).map(([name, source]) => [name, describeSource(source)]);
  return {
    pid: process.pid,
    stage,
    endpoint,
    sinkUrl,
    faultsUrl,
    meterUrl,
    sources: Object.fromEntries(described),
    ...(events === undefined ? {} : { events: describeEvents(events) }),
    env: { ...env },
  };
}

function describeSource({ config, ...source }: Source) {
  const { publicUrl } = config;
  return {
    ...source,
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(config.sender === 'custom' ? { custom: config.custom } : {}),
  };
}

function describeEvents({ tokenEndpoint, clients }: NonNullable<EmbeddedStack['events']>) {
  return { tokenEndpoint, clients: clients.map(({ id, secret }) => ({ id, secret })) };
}
