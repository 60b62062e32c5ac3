/** The picture from this device on its way to the theatre: connected, kept connected, stopped. */
import { onScopeDispose, ref, type ShallowRef } from 'vue';
import { sendByWhip, WhipRefused, type WhipSession, type WhipTarget } from '../../logic/desk/whip.ts';

export type SendState = 'idle' | 'connecting' | 'sending' | 'lost';
const pauses = [1000, 2000, 4000, 8000] as const;

export function useSendHere(stream: Readonly<ShallowRef<MediaStream | undefined>>, target: () => WhipTarget | undefined) {
  const state = ref<SendState>('idle');
  const fault = ref<'refused' | 'noRoad'>();
  let session: WhipSession | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let attempts = 0;
  let wanted = false;

  const lost = () => {
    if (!wanted) return;
    state.value = 'lost';
    session?.close();
    session = undefined;
    clearTimeout(again);
    again = setTimeout(() => void connect(), pauses[Math.min(attempts++, pauses.length - 1)]);
  };

  async function connect(): Promise<void> {
    const [to, from] = [target(), stream.value];
    if (!wanted || !to || !from) return;
    try {
      const opened = await sendByWhip(to, from);
      if (!wanted) return opened.close();
      session = opened;
      const { connection } = opened;
      connection.addEventListener('connectionstatechange', () => {
        if (session !== opened) return;
        if (connection.connectionState === 'connected') {
          attempts = 0;
          fault.value = undefined;
          state.value = 'sending';
        } else if (connection.connectionState === 'failed' || connection.connectionState === 'disconnected') lost();
      });
    } catch (refusal) {
      fault.value = refusal instanceof WhipRefused ? 'refused' : 'noRoad';
      if (refusal instanceof WhipRefused) return stop(true);
      lost();
    }
  }
  function stop(keepFault = false): void {
    wanted = false;
    clearTimeout(again);
    session?.close();
    session = undefined;
    state.value = 'idle';
    if (!keepFault) fault.value = undefined;
  }
  onScopeDispose(() => stop());

  return {
    ...{ state, fault },
    stop: () => stop(),
    start(): void {
      if (wanted) return;
      wanted = true;
      attempts = 0;
      fault.value = undefined;
      state.value = 'connecting';
      void connect();
    },
    /** Another camera or microphone, without a pause. */
    swap(to: MediaStream): void {
      for (const sender of session?.connection.getSenders() ?? []) {
        const track = to.getTracks().find(({ kind }) => kind === sender.track?.kind);
        if (track) void sender.replaceTrack(track);
      }
    },
  };
}
