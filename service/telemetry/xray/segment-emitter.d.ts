declare module 'aws-xray-sdk-core/dist/lib/segment_emitter.js' {
  const emitter: {
    readonly daemonConfig: { readonly udp_ip: string; readonly udp_port: number };
    send(segment: { format(): string }): void;
  };
  // biome-ignore lint/style/noDefaultExport: it describes a CommonJS module of the X-Ray SDK.
  export default emitter;
}
