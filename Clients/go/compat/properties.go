package compat

import (
	"context"
	"encoding/hex"

	lit "lit-swift/clients/go"
)

// GetProperty is a property of the client: ready, litNetwork, connectedNodes, subnetPubKey, networkPubKey,
// networkPubKeySet, hdRootPubkeys, latestBlockhash, minNodeCount or serverKeys. Of an unknown one the member is left
// out.
func (c *LitNodeClient) GetProperty(property string) (map[string]interface{}, error) {
	c.mutex.Lock()
	isOff, name := c.disconnected, c.config.LitNetwork
	c.mutex.Unlock()
	if property == "ready" && isOff {
		return success(map[string]interface{}{"property": false})
	}
	client, err := c.Native()
	if err != nil {
		return failed(err)
	}
	info := client.Network()
	key := hex.EncodeToString(info.NetworkKey)
	var value interface{}
	switch property {
	case "ready":
		value = true
	case "litNetwork":
		value = name
	case "connectedNodes":
		// A set, of which JSON shows nothing.
		value = map[string]interface{}{}
	case "subnetPubKey", "networkPubKey", "networkPubKeySet":
		value = key
	case "hdRootPubkeys":
		value = rootKeys(info)
	case "minNodeCount":
		value = info.Threshold
	case "latestBlockhash", "serverKeys":
		hash, err := client.Blockhash(context.Background())
		if err != nil {
			return failed(err)
		}
		value = hash.String()
		if property == "serverKeys" {
			value = serverKeys(info, key, hash)
		}
	default:
		return success(nil)
	}
	return success(map[string]interface{}{"property": value})
}

func serverKeys(info lit.NetworkInfo, key string, hash lit.Hash) map[string]interface{} {
	keys := map[string]interface{}{}
	for _, node := range info.Nodes {
		keys[node] = map[string]interface{}{
			"serverPubKey": "", "subnetPubKey": key, "networkPubKey": key, "networkPubKeySet": key,
			"hdRootPubkeys": rootKeys(info), "latestBlockhash": hash.String(),
		}
	}
	return keys
}

// rootKeys are the root keys as the older client had them: compressed, without 0x.
func rootKeys(info lit.NetworkInfo) []interface{} {
	keys := []interface{}{}
	for _, key := range info.RootKeys {
		if len(key) == 65 {
			key = append([]byte{2 + key[64]&1}, key[1:33]...)
		}
		keys = append(keys, hex.EncodeToString(key))
	}
	return keys
}
