/** Remembers a few results and forgets the one that was asked for longest ago. */
export class Recent<Value> {
  private readonly values = new Map<string, Value>();
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  remember(key: string, make: () => Value): Value {
    const value = this.values.get(key) ?? make();
    // A map keeps the order of insertion, so putting it back makes it the newest.
    this.values.delete(key);
    this.values.set(key, value);
    if (this.values.size > this.most) this.values.delete(this.values.keys().next().value!);
    return value;
  }

  forget(key: string): void {
    this.values.delete(key);
  }
}
