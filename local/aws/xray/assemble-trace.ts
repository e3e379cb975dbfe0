import type { SegmentDocument } from './segment-document.ts';

/** A segment with all that happened within. Times in seconds since 1970. */
export interface AssembledSegment extends SegmentDocument {
  readonly start_time: number;
  readonly end_time?: number;
  readonly subsegments?: readonly AssembledSegment[];
}

/** Puts each subsegment that was sent by itself into the one that it belongs to, as far as that has been sent. */
export function assembleTrace(documents: readonly SegmentDocument[]): readonly AssembledSegment[] {
  const nodes = new Map(
    documents.map(({ subsegments, ...document }) => [
      document.id,
      { ...document, subsegments: [...inner(subsegments)] } as Node,
    ]),
  );
  const all = new Map(nodes);
  for (const node of nodes.values()) index(node, all);
  return [...nodes.values()].filter((node) => {
    const parent = node.type === 'subsegment' ? all.get(String(node.parent_id)) : undefined;
    parent?.subsegments.push(node);
    return parent === undefined;
  });
}

type Node = AssembledSegment & { readonly subsegments: Node[] };

/** What was sent within another one. The SDK writes documents as the schema has them. */
function inner(subsegments: unknown): readonly Node[] {
  if (!Array.isArray(subsegments)) return [];
  return subsegments.map((one) => ({ ...one, subsegments: [...inner(one.subsegments)] }));
}

function index(node: Node, all: Map<string, Node>): void {
  for (const child of node.subsegments) {
    all.set(child.id, child);
    index(child, all);
  }
}
