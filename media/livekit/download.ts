/** Downloads LiveKit's official release, checked against its list of sums. */
import { downloadArchive, downloadTarget, openDownload } from '../../programs/download.ts';
import type { Fetch } from '../../programs/obtain.ts';

const RELEASES = 'https://github.com/livekit/livekit/releases/download';

/**
 * @param releases another place that has the same files
 * @throws Error when there is none for this machine, when nobody answers, or when the archive is another than the list says
 * @see https://github.com/livekit/livekit/blob/v1.13.5/.goreleaser.yaml for the names of the files
 */
export async function downloadLiveKit({ version, folder, log, signal }: Fetch, releases = RELEASES): Promise<void> {
  const { platform, arch } = downloadTarget();
  if (platform === 'darwin') throw new Error('its makers offer none for macOS but by brew install livekit');
  const file = `livekit_${version}_${platform}_${arch}.${platform === 'windows' ? 'zip' : 'tar.gz'}`;
  const list = await (await openDownload(`${releases}/v${version}/checksums.txt`, signal)).text();
  const sum = sumIn(list, file);
  if (!sum) throw new Error(`its list of sums does not name ${file}`);
  const address = `${releases}/v${version}/${file}`;
  await downloadArchive({ name: `LiveKit ${version}`, address, folder, sum, log, signal });
}

/** Lines such as `<sum>  <file>`. */
function sumIn(list: string, file: string): string | undefined {
  const lines = list.split('\n').map((line) => line.trim().split(/\s+/));
  return lines.find(([sum, name]) => name === file && /^[0-9a-f]{64}$/.test(sum ?? ''))?.[0];
}
