/** A binary heap of positions, the one with the lowest priority on top. Priorities must all differ. */
export class Queue {
  private readonly heap: number[] = []

  constructor(private readonly priority: Int32Array) {}

  push(item: number): void {
    const heap = this.heap
    let at = heap.length
    heap.push(item)
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (this.key(parent) <= this.key(at)) break
      this.swap(at, parent)
      at = parent
    }
  }

  pop(): number | undefined {
    const heap = this.heap
    const top = heap[0]
    const last = heap.pop()
    if (last === undefined || heap.length === 0) return top
    heap[0] = last
    let at = 0
    for (;;) {
      const left = 2 * at + 1
      if (left >= heap.length) return top
      const right = left + 1
      const child = right < heap.length && this.key(right) < this.key(left) ? right : left
      if (this.key(at) <= this.key(child)) return top
      this.swap(at, child)
      at = child
    }
  }

  private key(at: number): number {
    return this.priority[this.heap[at] ?? 0] ?? 0
  }

  private swap(a: number, b: number): void {
    const heap = this.heap
    const held = heap[a] ?? 0
    heap[a] = heap[b] ?? 0
    heap[b] = held
  }
}
