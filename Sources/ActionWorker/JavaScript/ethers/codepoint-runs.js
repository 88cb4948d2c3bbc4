// A set of codepoints as the lengths of its runs: how many are outside, then how many inside, and so on, in base 36.
class CodepointRuns {
  constructor(text) {
    let next = 0;
    this.bounds = text.split(" ").map((length) => (next += parseInt(length, 36)));
  }

  has(codepoint) {
    let low = 0;
    let high = this.bounds.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.bounds[middle] <= codepoint) low = middle + 1;
      else high = middle;
    }
    return low % 2 === 1;
  }
}

exports.CodepointRuns = CodepointRuns;
