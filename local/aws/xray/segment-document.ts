/** A segment or independent subsegment, as the SDK sent it. */
export type SegmentDocument = Readonly<Record<string, unknown>> & {
  readonly trace_id: string;
  readonly id: string;
};
