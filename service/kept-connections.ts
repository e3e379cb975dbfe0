import type { Agent } from 'node:http';

// Shorter than most load balancers keep a connection open, which is 60 s.
const idleMilliseconds = 20_000;

/**
 * Closes an agent's kept connections when the other side may have closed them already. It uses the wall clock,
 * because a frozen function hears of no close and runs no timers.
 */
export function keptConnections(agent: Agent) {
  const keptSince = new WeakMap<object, number>();
  const keepSocketAlive = agent.keepSocketAlive.bind(agent);
  agent.keepSocketAlive = (socket) => {
    keptSince.set(socket, Date.now());
    return keepSocketAlive(socket);
  };
  const closeKeptBefore = (time: number) => {
    for (const socket of Object.values(agent.freeSockets).flat()) {
      if (socket && (keptSince.get(socket) ?? 0) <= time) socket.destroy();
    }
  };
  return {
    /** Call it before each request. */
    closeIdle: () => closeKeptBefore(Date.now() - idleMilliseconds),
    /** Call it once a kept connection was found dead: the others went through the same freeze. */
    closeAll: () => closeKeptBefore(Date.now()),
  };
}
