package lit

import (
	"io"
	"time"
)

const (
	defaultTimeout = time.Minute
	defaultStart   = 20 * time.Second
	defaultMaxBody = 16 << 20
	// maxAnswer bounds what a call reads from the sidecar.
	maxAnswer = 64 << 20
)

// Option changes how [Connect] or [StartSidecar] works.
type Option func(*config)

type config struct {
	wallets  []PrivateKey
	sidecar  *Sidecar
	launch   launch
	timeout  time.Duration
	settings []string
	err      error
}

// launch is how a sidecar is started.
type launch struct {
	path     string
	embedded *embedded
	start    time.Duration
	maxBody  int64
	log      io.Writer
	env      []string
}

func newConfig(options []Option) (config, error) {
	config := config{
		timeout: defaultTimeout, launch: launch{start: defaultStart, maxBody: defaultMaxBody},
	}
	for _, option := range options {
		if option != nil {
			option(&config)
		}
	}
	return config, config.err
}

// sets notes an option that is about the process of the sidecar.
func (c *config) sets(option string) { c.settings = append(c.settings, option) }

// WithWallet gives the client a wallet. The first one pays and signs wherever no other is named.
func WithWallet(key PrivateKey) Option {
	return func(c *config) {
		if key.IsZero() && c.err == nil {
			c.err = invalid("connect", "Make one with ParsePrivateKey or NewPrivateKey.", "WithWallet got no key")
		}
		c.wallets = append(c.wallets, key)
	}
}

// WithSidecar lets several clients share one sidecar, which [StartSidecar] or [AttachSidecar] gave. They share nothing
// else, and closing a client leaves the sidecar alone.
func WithSidecar(sidecar *Sidecar) Option {
	return func(c *config) { c.sidecar = sidecar }
}

// WithSidecarPath names the program: lit-sidecar, or lit.
func WithSidecarPath(path string) Option {
	return func(c *config) { c.launch.path = path; c.sets("WithSidecarPath") }
}

// WithEmbeddedSidecar takes the program from the bytes that the caller's own program carries, usually by go:embed. It is
// unpacked once into a private folder of the user's cache, and verified against the SHA-256, given in hexadecimal
// digits, before each start.
func WithEmbeddedSidecar(program []byte, sha256 string) Option {
	return func(c *config) {
		c.launch.embedded = &embedded{program: program, checksum: sha256}
		c.sets("WithEmbeddedSidecar")
	}
}

// WithTimeout is how long a call may take whose context has no deadline: a minute, unless told.
func WithTimeout(timeout time.Duration) Option {
	return func(c *config) {
		if timeout > 0 {
			c.timeout = timeout
		}
	}
}

// WithStartTimeout is how long the sidecar may take until it is ready: twenty seconds, unless told.
func WithStartTimeout(timeout time.Duration) Option {
	return func(c *config) {
		if timeout > 0 {
			c.launch.start = timeout
		}
		c.sets("WithStartTimeout")
	}
}

// WithMaxBody is how many bytes a request may have: 16 MiB, unless told.
func WithMaxBody(bytes int64) Option {
	return func(c *config) {
		if bytes > 0 {
			c.launch.maxBody = bytes
		}
		c.sets("WithMaxBody")
	}
}

// WithSidecarLog has the sidecar's log written there, too. The environment's LIT_DEBUG_SIDECAR, or the older
// LIT_DEBUG_JS_SDK_SERVER, does the same with standard error, and makes the log detailed.
func WithSidecarLog(log io.Writer) Option {
	return func(c *config) { c.launch.log = log; c.sets("WithSidecarLog") }
}
