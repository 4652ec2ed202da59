/** What can be wrong with the files that hold a workspace's glossary and its kept translations. */

export type TermFileErrorCode =
  /** no .tsv file, outside of the folder, or in a folder that belongs to tools */
  | 'name'
  /** a part of the path is a symbolic link, which may lead anywhere */
  | 'link'
  /** there is a file of this name, and it is something else */
  | 'content'
  /** any failure to read but that there is no such file */
  | 'unreadable'
  /** the file is as it was */
  | 'unwritable'
  /** its encoding has no such characters */
  | 'encoding'
  | 'too-big'
  /** others write it all the time */
  | 'busy';

export class TermFileError extends Error {
  override readonly name = 'TermFileError';
  /**
   * @param file as the setting has it
   * @param reason of the file system, for 'unreadable' and 'unwritable'
   */
  constructor(
    readonly code: TermFileErrorCode,
    readonly file: string,
    readonly reason = '',
  ) {
    super(`${file}: ${code}${reason && `: ${reason}`}`);
  }
}
