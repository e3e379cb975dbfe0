import type { StackDescription } from '../client/stack-file.ts';
import type { EmbeddedStack } from './boot/embedded-stack.ts';

/** What a stack says of itself: in its file, and to the process that started it. */
export function describeStack(stack: EmbeddedStack): StackDescription {
  const { stage, endpoint, sinkUrl, faultsUrl, sources, env } = stack;
  const described = Object.entries(sources).map(([name, { config, ...source }]) => [
    name,
    { ...source, ...(config.sender === 'custom' ? { custom: config.custom } : {}) },
  ]);
  return {
    pid: process.pid,
    stage,
    endpoint,
    sinkUrl,
    faultsUrl,
    sources: Object.fromEntries(described),
    env: { ...env },
  };
}
