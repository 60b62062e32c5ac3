/** What the server knows of a channel after it was killed. */
export type ChannelState = {
  channelId: string;
  keyRevision: number;
  label: string;
  record: boolean;
  onAir: boolean;
  tornDown: boolean;
  /** Publishers so far. */
  epochs: number;
  /** What was told last. */
  picture: 'none' | 'picture' | 'loss';
  /** By `viewerCode`: tokens of this version and before open nothing. */
  revoked: Record<string, number>;
};

export const newChannel = (channelId: string): ChannelState => ({
  ...{ channelId, keyRevision: 0, label: '', record: false, onAir: false, tornDown: false },
  ...{ epochs: 0, picture: 'none', revoked: {} },
});
