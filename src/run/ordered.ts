/**
 * What `work` makes of each task, in the order of the tasks, while up to `ahead` of them are under way or wait to be taken: no
 * more is begun than that, so a slow taker holds back the workers.
 */
export async function* ordered<Task, Result>(
  tasks: Iterable<Task> | AsyncIterable<Task>,
  work: (task: Task) => Promise<Result>,
  ahead: number,
): AsyncGenerator<Result> {
  const under: Promise<Result>[] = []
  for await (const task of tasks) {
    const result = work(task)
    // It is awaited below, perhaps never when another fails first; then nobody is to be told twice.
    result.catch(() => {})
    under.push(result)
    const first = under.length >= ahead ? under.shift() : undefined
    if (first !== undefined) yield await first
  }
  for (const result of under) yield await result
}
