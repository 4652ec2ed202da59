/**
 * Large files in pieces, so that the extension host can do other things between two of them; a file is replaced by one that
 * lies whole beside it. A checkpoint of a network is some hundreds of megabytes.
 */
import * as vscode from 'vscode';

/** Bytes. */
const PIECE = 4 * 2 ** 20;

interface Place {
  /** Which of the two folders holds the file. */
  side: 'a' | 'b';
  pieces: number;
  bytes: number;
}

export class ChunkedFiles {
  /** @param piece bytes of one */
  constructor(
    private readonly folder: vscode.Uri,
    private readonly piece = PIECE,
  ) {}

  /** @throws FileSystemError: what was there under this name is still there */
  async write(name: string, bytes: Uint8Array): Promise<void> {
    const before = await this.place(name);
    const side = before?.side === 'a' ? 'b' : 'a';
    const pieces = Math.ceil(bytes.length / this.piece);
    for (let i = 0; i < pieces; i++) {
      const piece = bytes.slice(i * this.piece, (i + 1) * this.piece);
      await vscode.workspace.fs.writeFile(this.pieceAt(name, side, i), piece);
    }
    const place: Place = { side, pieces, bytes: bytes.length };
    // From here on the new one counts.
    await vscode.workspace.fs.writeFile(this.index(name), new TextEncoder().encode(JSON.stringify(place)));
    if (before) await deleteIfThere(vscode.Uri.joinPath(this.folder, `${name}.${before.side}`));
  }

  /** @returns undefined where there is none that is whole */
  async read(name: string): Promise<Uint8Array | undefined> {
    const place = await this.place(name);
    if (!place) return undefined;
    const bytes = new Uint8Array(place.bytes);
    try {
      for (let i = 0, at = 0; i < place.pieces; i++) {
        const piece = await vscode.workspace.fs.readFile(this.pieceAt(name, place.side, i));
        bytes.set(piece, at);
        at += piece.length;
        if (i === place.pieces - 1 && at !== place.bytes) return undefined;
      }
      return bytes;
    } catch {
      return undefined;
    }
  }

  private async place(name: string): Promise<Place | undefined> {
    try {
      const bytes = await vscode.workspace.fs.readFile(this.index(name));
      return JSON.parse(new TextDecoder().decode(bytes)) as Place;
    } catch {
      return undefined;
    }
  }

  private index(name: string): vscode.Uri {
    return vscode.Uri.joinPath(this.folder, `${name}.index`);
  }

  private pieceAt(name: string, side: Place['side'], i: number): vscode.Uri {
    return vscode.Uri.joinPath(this.folder, `${name}.${side}`, String(i));
  }
}

export async function deleteIfThere(uri: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.delete(uri, { recursive: true });
  } catch (error) {
    if (!(error instanceof vscode.FileSystemError && error.code === 'FileNotFound')) throw error;
  }
}
