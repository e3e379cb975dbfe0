// Stands for service/telemetry/with-telemetry.ts: a function without any telemetry.

const nothing = () => undefined;

export function createTelemetry() {
  return {
    logger: { info: nothing, warn: nothing, error: nothing },
    meter: { count: nothing, record: nothing },
    countNow: nothing,
    openLine: () => ({ count: nothing, record: nothing, end: nothing }),
    tracing: {
      annotate: nothing,
      capture: (_name: string, _annotations: object, work: () => unknown) => work(),
      captureCall: (_call: object, send: (header: undefined) => unknown) => send(undefined),
    },
  };
}

export function withTelemetry<Handle>(_telemetry: object, _name: string, handle: Handle): Handle {
  return handle;
}
