/** Does something once the calls have ceased for a while. */
export function debounce<A extends unknown[]>(
  milliseconds: number,
  run: (...args: A) => void,
): (...args: A) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...args), milliseconds);
  };
}
