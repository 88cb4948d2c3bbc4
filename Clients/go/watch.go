package lit

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
)

// RefreshNetwork asks what the network is like now.
func (c *Client) RefreshNetwork(ctx context.Context) (NetworkInfo, error) {
	var info NetworkInfo
	err := c.do(ctx, call{
		operation: "look at the network", method: http.MethodGet, path: "/network", into: &info, isSafe: true,
	})
	if err != nil {
		return NetworkInfo{}, err
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.info = info
	return info, nil
}

// WatchNetwork tells what the network is like, at once and after each change, until the context ends, told returns an
// error, or the client is closed. It goes on where the sidecar has to be started again. It returns the context's error,
// or what told returned.
func (c *Client) WatchNetwork(ctx context.Context, told func(NetworkInfo) error) error {
	var refused error
	for {
		isFresh := true
		err := c.do(ctx, call{
			operation: "watch the network", method: http.MethodGet, path: "/network/changes", isSafe: true,
			isEndless: true,
			line: func(line []byte) (bool, error) {
				var event struct {
					Event   string      `json:"event"`
					Network NetworkInfo `json:"network"`
				}
				if err := json.Unmarshal(line, &event); err != nil {
					return true, garbled("The sidecar's line makes no sense: "+short(string(line)), err)
				}
				if event.Event != "network" {
					return false, nil
				}
				c.mutex.Lock()
				c.info = event.Network
				c.mutex.Unlock()
				isFresh = false
				refused = told(event.Network)
				return refused != nil, nil
			},
		})
		switch {
		case refused != nil:
			return refused
		case err != nil && (isFresh || !errors.Is(err, ErrSidecarFailed)):
			return err
		}
	}
}

// Blockhash is the hash of a recent block, as the network's nodes know it: the nonce of sign-in messages.
func (c *Client) Blockhash(ctx context.Context) (Hash, error) {
	var answer struct {
		Blockhash Hash `json:"blockhash"`
	}
	err := c.do(ctx, call{
		operation: "get a block's hash", method: http.MethodGet, path: "/blockhash", into: &answer, isSafe: true,
	})
	return answer.Blockhash, err
}
