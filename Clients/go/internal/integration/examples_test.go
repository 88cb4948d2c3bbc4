package integration

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestExamples(t *testing.T) {
	t.Parallel()
	state := network(t).State
	folder := t.TempDir()
	for name, run := range map[string]struct {
		arguments []string
		says      []string
	}{
		"quickstart": {[]string{state}, []string{"a key that no machine has: 0x", `{"hello":"world"}`, "has sent 0.01 ether, in block"}},
		"transfer": {
			[]string{state, "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC", "0.5"},
			[]string{"sent 0.5 ether to 0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC in block"},
		},
	} {
		program := filepath.Join(folder, name)
		if output, err := exec.Command("go", "build", "-o", program, "../../examples/"+name).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, output)
		}
		output, err := exec.Command(program, run.arguments...).CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v: %s", name, err, output)
		}
		for _, text := range run.says {
			if !strings.Contains(string(output), text) {
				t.Errorf("%s does not say %q: %s", name, text, output)
			}
		}
	}
}
