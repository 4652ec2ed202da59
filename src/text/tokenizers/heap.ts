/** A binary max-heap of keys by priority; equal priorities give the smaller key first. */
export class MaxHeap {
  private readonly priorities: number[] = [];
  private readonly keys: number[] = [];

  push(priority: number, key: number): void {
    this.priorities.push(priority);
    this.keys.push(key);
    let i = this.keys.length - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!this.before(i, parent)) break;
      this.swap(i, parent);
      i = parent;
    }
  }

  pop(): { priority: number; key: number } | undefined {
    if (this.keys.length === 0) return undefined;
    const top = { priority: this.priorities[0], key: this.keys[0] };
    this.swap(0, this.keys.length - 1);
    this.keys.pop();
    this.priorities.pop();
    this.sink();
    return top;
  }

  private sink(): void {
    let i = 0;
    for (;;) {
      let first = i;
      for (const child of [2 * i + 1, 2 * i + 2]) {
        if (child < this.keys.length && this.before(child, first)) first = child;
      }
      if (first === i) return;
      this.swap(i, first);
      i = first;
    }
  }

  private before(i: number, j: number): boolean {
    return (
      this.priorities[i] > this.priorities[j] ||
      (this.priorities[i] === this.priorities[j] && this.keys[i] < this.keys[j])
    );
  }

  private swap(i: number, j: number): void {
    [this.priorities[i], this.priorities[j]] = [this.priorities[j], this.priorities[i]];
    [this.keys[i], this.keys[j]] = [this.keys[j], this.keys[i]];
  }
}
