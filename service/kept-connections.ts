import type { Agent } from 'node:http';

// Shorter than what load balancers keep open, which is 60 s mostly.
const idleMilliseconds = 20_000;

/**
 * The connections that an agent keeps, to be closed where the other side may have closed them. It goes by the wall
 * clock: a function that Lambda froze hears of no close, and none of its timers runs.
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
    /** To be called before each request. */
    closeIdle: () => closeKeptBefore(Date.now() - idleMilliseconds),
    /** To be called once one of them was dead: the others were kept through the same freeze. */
    closeAll: () => closeKeptBefore(Date.now()),
  };
}
