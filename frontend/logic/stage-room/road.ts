/** How the sound and the picture travel, by what the browser's own statistics say. */

/** An entry of an `RTCStatsReport`, as far as it matters here. */
export type Stat = {
  id: string;
  type: string;
  selectedCandidatePairId?: string;
  localCandidateId?: string;
  protocol?: string;
  candidateType?: string;
};

/** `around`: by TCP or through a relay; null: the browser does not say. */
export function roadOf(stats: Iterable<Stat>): 'direct' | 'around' | null {
  const byId = new Map([...stats].map((stat) => [stat.id, stat]));
  const transport = [...byId.values()].find(
    ({ type, selectedCandidatePairId }) => type === 'transport' && selectedCandidatePairId,
  );
  const pair = byId.get(transport?.selectedCandidatePairId ?? '');
  const mine = byId.get(pair?.localCandidateId ?? '');
  if (!mine?.protocol) return null;
  return mine.protocol === 'tcp' || mine.candidateType === 'relay' ? 'around' : 'direct';
}
